// The one door: every command of every person, clock and test comes in here, and nothing else writes a gathering.

import { decide, beginning, stateOf, type Facts, type Snapshot } from '../../gathering/decide.ts';
import { limits } from '../../gathering/limits.ts';
import { openCases } from '../../gathering/cards/cards.ts';
import { over, type State } from '../../gathering/state.ts';
import { desiredTimers } from '../../gathering/clocks.ts';
import { openSignal } from '../../gathering/signals/attended.ts';
import { pagesBetween } from '../../gathering/signals/paged.ts';
import type { Actor, Command, Format, Instant, RefusalCode, Seat } from '../../gathering/types.ts';
import type { View } from '../../gathering/viewed.ts';
import { viewFor } from '../../gathering/view.ts';
import { writings } from '../../gathering/writing.ts';
import { now } from '../db/clock.ts';
import { clientOf, type Tx } from '../db/index.ts';
import { inTwoTrips, type Followed } from '../db/two-trips.ts';
import type { gatherings } from '../db/schema-gatherings.ts';
import { commandTook } from '../metrics/index.ts';
import { formatOf, rememberFormat } from './formats.ts';
import { node } from '../ground/node.ts';
import { stateIn } from './readable.ts';
import { read } from './reading.ts';
import * as store from './store.ts';
import { summaryOf } from './summary.ts';

/** `version` is the number by which the pages of this gathering know what it made: see `View.version`. */
export type Answer = { ok: true; version: number } | { refused: RefusalCode };

/** What was just stored by this node, for whoever must follow at once. */
export interface Commit {
	gathering: string;
	version: number;
	/** The version it was decided on. */
	before: number;
	stamp: number;
	/** Who did it: their pages read it also where it changes nothing that they see. */
	by: Actor;
	state: State;
	/** Who sits where may have changed, so names must be read again. */
	reseated: boolean;
	/** Somebody on call is asked for. */
	paged: boolean;
	/** When the nearest of the clocks that were just set is due; null when none was. */
	nextClock: Instant | null;
}

const followers = new Set<(commit: Commit) => void>();

/** Calls `follow` right after each commit of this node. Returns how to end it. */
export function onCommit(follow: (commit: Commit) => void): () => void {
	followers.add(follow);
	return () => followers.delete(follow);
}

/**
 * Decides one command and stores what follows from it, in one transaction that holds the gathering's row.
 * @param by who gives it, from the login or seat token
 * @param commandId unique for this actor; a repeat of an accepted one gets the first answer
 * @param tx a transaction to be part of; what happened is then announced when it commits
 * @returns the version it made, or a coded no, which changes nothing. Throws when it could not be saved
 */
export function send(gathering: string, by: Actor, command: Command, commandId: string | null = null, tx?: Tx): Promise<Answer> {
	return commandTook(command.type, sent(gathering, by, command, commandId, tx));
}

async function sent(gathering: string, by: Actor, command: Command, commandId: string | null, tx?: Tx): Promise<Answer> {
	const format = await formatOf(gathering, tx);
	if (!format) return { refused: 'no-such-seat' };
	const asked = { gathering, format, by, commands: [command], commandId };
	if (!tx) return alone(asked);
	const q = clientOf(tx);
	const { result, store: stores } = decided(asked, await store.lock(q, gathering, by, commandId));
	await stores?.(q);
	return result.answer;
}

/**
 * Decides these commands one after the other and stores what follows from all of them at once, with one word to the pages.
 * One that is refused is left out.
 * @returns the version they made, or the last no when all were refused. Throws when it could not be saved
 */
export async function sendTogether(gathering: string, by: Actor, commands: [Command, ...Command[]]): Promise<Answer> {
	const format = await formatOf(gathering);
	return format ? commandTook(commands[0].type, alone({ gathering, format, by, commands, commandId: null })) : { refused: 'no-such-seat' };
}

interface Asked {
	gathering: string;
	format: Format;
	by: Actor;
	commands: Command[];
	commandId: string | null;
	/** The node that shows it by itself as soon as it is committed. */
	follows?: string;
}

/** In a transaction of its own, after which this node follows at once. */
async function alone(asked: Asked): Promise<Answer> {
	const { gathering, by, commandId } = asked;
	const { answer, commit } = await inTwoTrips(
		(q) => store.lock(q, gathering, by, commandId),
		(found) => decided({ ...asked, follows: node }, found)
	);
	if (commit) for (const follow of followers) follow(commit);
	return answer;
}

/** What follows from these commands, given the locked row: what is answered, and what is stored with it. */
function decided(
	{ gathering, format, by, commands, commandId, follows }: Asked,
	{ row, already }: store.LockedRow
): Followed<{ answer: Answer; commit?: Commit }> {
	const only = (answer: Answer) => ({ result: { answer } });
	if (!row) return only({ refused: 'no-such-seat' });
	if (already !== undefined) return only({ ok: true, version: already });

	const at = now();
	const was = stateIn(gathering, format, row.snapshot);
	const happened: store.Happened[] = [];
	const note = (by: Actor, { type, ...data }: Command & Facts, commandId: string | null) =>
		happened.push({
			version: row.version + happened.length + 1,
			at,
			actor: store.actorNumber(by),
			type,
			data: Object.keys(data).length > 0 ? data : null,
			commandId
		});

	let snapshot: Snapshot = row.snapshot;
	const outage = outageOf(was, row.heartbeatAt, at);
	const asked = commands.filter(({ type }) => type !== 'OUTAGE');
	if (asked.length === 0 && !outage) return only({ refused: 'nothing-to-do' });
	if (outage) {
		const mended = decide(format, snapshot, outage, { kind: 'house' }, at);
		if ('next' in mended) {
			snapshot = mended.next;
			note({ kind: 'house' }, outage, null);
		}
	}
	let refused: RefusalCode | null = null;
	let accepted = false;
	for (const command of asked) {
		const decided = decide(format, snapshot, command, by, at);
		if ('next' in decided) {
			snapshot = decided.next;
			note(by, { ...command, ...decided.facts }, commandId);
			accepted = true;
		} else refused = decided.refused;
	}
	const stamp = happened.length > 0 ? Math.max(Math.round(at), row.stamp + 1) : row.stamp;
	const answer: Answer = refused && !accepted ? { refused } : { ok: true, version: stamp };
	if (happened.length === 0) return only(answer);

	const version = row.version + happened.length;
	const state = stateOf(format, snapshot);
	const clocks = changedClocks(was, state);
	const pages = pagesBetween(was, state);
	const written = writings(state);
	const after = { version, stamp, snapshot, summary: summaryOf(state) };
	const news = {
		happened,
		clocks,
		writings: same(written, writings(was)) ? undefined : written,
		pages,
		ended: over(state) && !over(was) ? openCases(state) : null
	};
	const reseated = commands.some(({ type }) => type === 'SEAT' || type === 'UNSEAT' || type === 'RESEAT');
	const nextClock = clocks.set.length > 0 ? Math.min(...clocks.set.map((c) => c.at)) : null;
	const commit = { gathering, version, before: row.version, stamp, by, state, reseated, nextClock, paged: pages.raised.length > 0 };
	return { result: { answer, commit }, store: (q) => store.write(q, gathering, row, after, news, follows) };
}

/** The gap in which nobody looked after a live gathering, as the command that gives everyone their time back. */
function outageOf(state: State, heartbeatAt: Instant, at: Instant): Command | null {
	const gap = state.value.lifecycle === 'live' && at - heartbeatAt > limits.outageMs;
	return gap ? { type: 'OUTAGE', from: Math.round(heartbeatAt), to: at } : null;
}

const same = (some: string[], others: string[]): boolean => some.join() === others.join();

/** The rows of `timers` equal the running clocks, so the difference of two states is the difference of the rows. */
function changedClocks(before: State, after: State): { gone: store.Armed['name'][]; set: store.Armed[] } {
	const had = desiredTimers(before);
	const has = desiredTimers(after);
	return {
		gone: had.filter((b) => !has.some((a) => a.name === b.name)).map((b) => b.name),
		set: has.filter((a) => !had.some((b) => b.name === a.name && b.id === a.id && b.at === a.at))
	};
}

/**
 * Gives a gathering that was just scheduled its machine, in the transaction that scheduled it.
 * @param row the gathering as inserted
 */
export async function create(tx: Tx, row: typeof gatherings.$inferSelect): Promise<void> {
	const format = rememberFormat(row.id, row.format);
	const snapshot = beginning(format, { startsAt: row.startsAt.getTime() });
	const state = stateOf(format, snapshot);
	await store.insertMachine(clientOf(tx), row.id, row.no, snapshot, summaryOf(state), desiredTimers(state));
}

/** The newest state of a gathering, or null when there is none. */
export async function look(gathering: string): Promise<{ state: State; version: number; format: Format } | null> {
	const [format, found] = await Promise.all([formatOf(gathering), read(gathering)]);
	return format && found ? { state: stateIn(gathering, format, found.snapshot), version: found.version, format } : null;
}

/** Whether a call of this seat is open, of the kind that passes the circle by or of the other. Waits for no lock. */
export async function hasOpenCall(gathering: string, seat: Seat, pastCircle: boolean): Promise<boolean> {
	const found = await look(gathering);
	return found !== null && openSignal(found.state.context, seat, pastCircle) !== undefined;
}

/** What one seat may see now, or null when there is no such gathering or seat. */
export async function viewOf(gathering: string, seat: Seat, at: Instant = now()): Promise<View | null> {
	const [format, found] = await Promise.all([formatOf(gathering), read(gathering)]);
	if (!format || !found) return null;
	const state = stateIn(gathering, format, found.snapshot);
	if (!state.context.seats.some((s) => s.seat === seat)) return null;
	const { title, people, stamp } = found;
	return viewFor(state, { gathering, version: stamp, now: at, seat, title, people });
}
