// What is counted while it happens: one line for whoever counts, nothing but a number more for the process. Says what and how it went,
// never who or where. What can be asked for at any moment is not counted but looked up (monitor/looked-up.ts).

import { Counter, Histogram, Registry } from 'prom-client';
import type { CommandType, RefusalCode } from '../../gathering/types.ts';
import { kindOf } from './kinds.ts';

export const registry = new Registry();
const registers = [registry];
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
	new Counter<L>({ name: `evenround_${name}`, help, labelNames, registers });

const commands = counter('commands_total', 'Commands of gatherings, by kind and by what they were answered.', 'kind', 'answer');
const commandSeconds = new Histogram({
	name: 'evenround_command_seconds',
	help: 'From a command to its answer, the lock and the transaction in between.',
	buckets: seconds,
	registers
});
const streamSeconds = new Histogram({
	name: 'evenround_stream_lag_seconds',
	help: 'From a decision, on whichever node, to its views at the open pages of this one.',
	buckets: seconds,
	registers
});
const streamsLeft = counter('streams_left_total', 'Streams that were ended because their page did not read.');
const limited = counter('limited_total', 'What was asked for too often, by what it was.', 'what');
const media = counter('media_asked_total', 'Questions to the media server: answered, or unknown.', 'answer');
const letters = counter('alerts_total', 'Attempts to hand an alert over, by carrier.', 'carrier', 'outcome');
const mails = counter('mails_total', 'Attempts to hand a mail over.', 'outcome');
const given = counter('database_given_up_total', 'Connections to the database that were given up because it said nothing.');
const failures = counter('failures_total', 'Failures in the log, by the code of the error.', 'code');
for (const outcome of ['handed over', 'failed']) mails.inc({ outcome }, 0);
for (const answer of ['answered', 'unknown']) media.inc({ answer }, 0);

/** Waits for a command's answer, and counts it. */
export async function commandTook<A extends { ok: true } | { refused: RefusalCode }>(type: CommandType, asked: Promise<A>): Promise<A> {
	const began = performance.now();
	const kind = kindOf[type];
	try {
		const answer = await asked;
		commands.inc({ kind, answer: 'ok' in answer ? 'accepted' : answer.refused });
		return answer;
	} catch (error) {
		commands.inc({ kind, answer: 'failed' });
		throw error;
	} finally {
		commandSeconds.observe((performance.now() - began) / 1000);
	}
}

export const streamLag = (ms: number): void => streamSeconds.observe(Math.max(0, ms) / 1000);
export const streamLeft = (): void => streamsLeft.inc();
export const tooOften = (what: string): void => limited.inc({ what });
export const mediaAsked = (answered: boolean): void => media.inc({ answer: answered ? 'answered' : 'unknown' });
export const alertTried = (carrier: string, outcome: 'handed over' | 'gone' | 'failed'): void => letters.inc({ carrier, outcome });
export const mailTried = (handed: boolean): void => mails.inc({ outcome: handed ? 'handed over' : 'failed' });
export const databaseGivenUp = (): void => given.inc();
/** @param code of the error: a database's, or a network's; none counts as `none` */
export const failed = (code: string | undefined): void => failures.inc({ code: code ?? 'none' });
