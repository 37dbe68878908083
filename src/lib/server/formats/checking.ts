// Formats that somebody wrote are played through before they are kept. That is a second of work for the largest: it is done on a
// thread of its own, one after the other, within a time, and not more often than somebody can write.

import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Draft } from '../../formats/draft.ts';
import type { Errors } from '../../formats/gate.ts';
import { log, logFailure } from '../ground/log.ts';
import { limited } from '../rates/rates.ts';

export type Checked = { draft: Draft } | { errors: Errors };

/** Node reads the source as it is; the application is started from the folder that holds it, in a container too. */
const thread = path.resolve('src/lib/server/formats/gate-thread.ts');
/** Many times what the largest format takes on a machine that does nothing else. */
const longestMs = 15_000;
/** At work or waiting for their turn; somebody behind these would wait longer than a request may. */
const mostWaiting = 4;
/** Whoever waits reads by then how it is; shorter than a request may take. */
const answerMs = 16_000;
const heapMb = 256;

const no = (why: string): Checked => ({ errors: { '': why } });
const tooLong = no('Playing this through takes too long. Fewer phases, or fewer seats, can be checked. Nothing was kept.');
const broke = no('This could not be looked at just now. Please try again in a minute. Nothing was kept.');
const busy = no('Many formats are being looked at just now. Please try again in a minute. Nothing was kept.');

let worker: Worker | undefined;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Whether what somebody wrote is a format that people can sit in, as `throughTheGate` says it.
 * @param accountId who wrote it: there is an allowance for each
 * @returns the draft, or what to look at again and why; also when there is no time to look at it now
 */
export async function checked(written: unknown, accountId: string): Promise<Checked> {
	const wait = await limited('checkFormat', accountId);
	if (wait) return no(`That was a lot of formats at once. Please try again in ${Math.ceil(wait.seconds / 60)} minutes. Nothing was kept.`);
	if (waiting >= mostWaiting) return busy;
	waiting += 1;
	let given = false;
	const turn = last.then(() => (given ? busy : ask(written)));
	last = turn.finally(() => (waiting -= 1));
	const late = setTimeout(answerMs, busy, { ref: false }).then((answer) => ((given = true), answer));
	return Promise.race([turn, late]);
}

/** A thread that is there until it fails or is ended; nothing waits for it when the application ends. */
function started(): Worker {
	const made = new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
	made.unref();
	made.on('error', (error) => logFailure('format', error));
	made.once('exit', () => {
		if (worker === made) worker = undefined;
	});
	return made;
}

/** Asks the thread, which is ended when it takes too long: the next one asks a fresh one. Never throws. */
function ask(written: unknown): Promise<Checked> {
	const asked = (worker ??= started());
	return new Promise((resolve) => {
		const done = (answer: Checked) => {
			clearTimeout(timer);
			asked.off('message', done).off('exit', failed);
			resolve(answer);
		};
		const failed = () => done(broke);
		const timer = globalThis.setTimeout(() => {
			log.warn({ longestMs }, 'format took too long');
			worker = undefined;
			done(tooLong);
			void asked.terminate();
		}, longestMs);
		asked.on('message', done).on('exit', failed);
		asked.postMessage(written);
	});
}
