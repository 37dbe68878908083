// Looking after the gatherings whose lease this node has: their rooms, who is here, and outages. Every second, and at
// once when somebody comes or goes. Pages are read for all of them together; the media server is asked as `cadence.ts` says.

import { randomInt } from 'node:crypto';
import { minutes, seconds } from '../../gathering/limits.ts';
import { pairUp } from '../../gathering/pairs/pairing.ts';
import { pairingNow } from '../../gathering/pairs/transitions.ts';
import { pauseOf, roomsOpen, type State } from '../../gathering/state.ts';
import type { Command, Instant, Seat } from '../../gathering/types.ts';
import { now } from '../db/clock.ts';
import { send, sendTogether } from '../gatherings/gatherings.ts';
import { holds, lease, releaseLease, touch, type Lease } from './leases.ts';
import { logFailure } from '../ground/log.ts';
import { known, refresh, watch, type Newest } from '../gatherings/newest.ts';
import * as cadence from './cadence.ts';
import { few } from './few.ts';
import { attending, attendingIn, changedConnections } from './presence.ts';
import { check, forgetRooms, presentIn } from './reconcile.ts';
import { countMinute, minuteOf } from '../stats/minutes.ts';

/** A token that the media server refreshed opens the room this long after the end; nobody may meet there. */
const strayMs = minutes(15);
/** An empty lobby without an open page is looked at this often. */
const quietMs = seconds(30);

/** So many gatherings ask the media server at once of their own accord: whoever presses meanwhile does not wait behind all of them. */
const asking = few(8);
/** The media server told this node something since it began. */
let heard = false;

interface Kept {
	unwatch: () => void;
	cadence: cadence.Cadence;
	/** The version it had when it was last looked at. */
	version: number;
	/** Seats with an open page when that was last read. */
	pages: Set<Seat>;
	/** When that reading began, by this machine's steady clock. */
	readAt: number;
	/** When this node first saw each identity. */
	since: Map<string, Instant>;
	/** When this node first saw that the gathering is over. */
	overSince: Instant | null;
	/** When its lobby was last found empty. */
	emptyAt: Instant;
	/** The last minute in which it was counted who is there. */
	minute: number;
	/** A room that is over has to be looked into too. */
	hinted: boolean;
	busy: boolean;
	again: boolean;
}
const kept = new Map<string, Kept>();

/** One second's round: takes the leases it can have and looks after each. */
export async function round(): Promise<void> {
	const leases = await lease();
	// A row that a command held was skipped for a second: its lease is still good.
	for (const gathering of [...kept.keys()]) if (!holds(gathering)) drop(gathering);
	for (const { gathering } of leases) if (!kept.has(gathering)) keep(gathering);
	const at = performance.now();
	const pages = await attendingIn(leases.map(({ gathering }) => gathering));
	await Promise.all(leases.map((one) => each(one, { pages: pages.get(one.gathering) ?? new Set(), at })));
}

interface Read {
	/** Seats with an open page. */
	pages: Set<Seat>;
	/** When it was asked for, by this machine's steady clock. */
	at: number;
}

/** What fails for one gathering fails for it alone. */
async function each({ gathering, neglected }: Lease, read: Read): Promise<void> {
	if (neglected) await mend(gathering).catch((error) => logFailure('mend', error));
	void soon(gathering, read);
}

function keep(gathering: string): void {
	const unwatch = watch(gathering);
	const begun = cadence.begun(performance.now(), Math.random());
	kept.set(gathering, {
		unwatch,
		cadence: begun,
		version: -1,
		pages: new Set(),
		readAt: 0,
		since: new Map(),
		overSince: null,
		emptyAt: 0,
		minute: 0,
		hinted: false,
		busy: false,
		again: false
	});
}

function drop(gathering: string): void {
	kept.get(gathering)?.unwatch();
	kept.delete(gathering);
	forgetRooms(gathering);
}

/** Ends looking after everything here. */
export function dropAll(): void {
	for (const gathering of [...kept.keys()]) drop(gathering);
}

/** A word of the media server: somebody may have come into one of this gathering's rooms, or gone. */
export async function hinted(gathering: string): Promise<void> {
	heard = true;
	const k = kept.get(gathering);
	if (k) k.hinted = true;
	await soon(gathering);
}

/**
 * Looks after one gathering now, if it is ours.
 * @param read who has a page open, where that was read already; what was read since goes before it
 */
export async function soon(gathering: string, read?: Read): Promise<void> {
	const k = kept.get(gathering);
	if (!k) return;
	if (k.busy) {
		k.again ||= read === undefined;
		return;
	}
	k.busy = true;
	try {
		await look(gathering, k, read);
		while (k.again && kept.has(gathering)) {
			k.again = false;
			await look(gathering, k);
		}
	} catch (error) {
		logFailure('keep', error);
	} finally {
		k.busy = k.again = false;
	}
}

async function look(gathering: string, k: Kept, read?: Read): Promise<void> {
	const newest = known(gathering) ?? (await refresh(gathering));
	if (!newest) return;
	const { lifecycle } = newest.state.value;
	if (!roomsOpen(lifecycle)) return closed(newest, k);
	const { pages, at: readAt } = read && read.at >= k.readAt ? read : await readNow(gathering);
	k.readAt = readAt;
	const at = now();
	if (lifecycle === 'live' && k.minute !== minuteOf(at)) {
		await countMinute(gathering, newest.state, pages, at);
		k.minute = minuteOf(at);
	}
	if (lifecycle === 'lobby' && pages.size === 0 && !k.hinted && at - k.emptyAt < quietMs) return;
	const media = await present(newest, k, pages);
	if (lifecycle === 'lobby' && pages.size === 0 && media?.size === 0) k.emptyAt = at;
	const state = known(gathering)?.state ?? newest.state;
	for (const { identity } of state.context.seats) if (identity && !k.since.has(identity)) k.since.set(identity, at);
	const since = (identity: string) => k.since.get(identity) ?? at;
	const [first, ...others] = changedConnections(state, pages, media, since, at).map((change): Command => ({
		type: 'CONNECTION',
		...change
	}));
	if (first) await sendTogether(gathering, { kind: 'house' }, [first, ...others]);
	await pairUpNow(gathering, state);
}

async function readNow(gathering: string): Promise<Read> {
	const at = performance.now();
	return { pages: await attending(gathering), at };
}

/** Whose media connection stands: asked now where there is reason to, else as it was last said. Null while that is not known. */
async function present(newest: Newest, k: Kept, pages: Set<Seat>): Promise<Set<string> | null> {
	const before = presentIn(newest.gathering);
	const told = k.hinted;
	const pagesChanged = k.pages.symmetricDifference(pages).size > 0;
	const at = performance.now();
	if (told || pagesChanged || newest.version !== k.version) cadence.stirred(k.cadence, at);
	Object.assign(k, { hinted: false, pages, version: newest.version });
	if (before && !told && !pagesChanged && !cadence.lookIsDue(k.cadence, newest.state, heard, at)) return before;
	const is = told || pagesChanged ? await check(newest, told) : await asking(() => check(newest));
	cadence.asked(k.cadence, told, before, is, performance.now());
	return is;
}

/** A phase of pairs has begun: chance says who is with whom, within what people wished. */
async function pairUpNow(gathering: string, state: State): Promise<void> {
	const pairing = pairingNow(state.context);
	if (!pairing || pauseOf(state) !== 'none') return;
	const { pairs } = pairUp({ ...pairing, seed: randomInt(2 ** 32) });
	await send(gathering, { kind: 'house' }, { type: 'PAIR', pairs });
}

/** The gathering is over: its rooms stay closed, until no token is left that could open one. */
async function closed(newest: Newest, k: Kept): Promise<void> {
	const told = k.hinted;
	k.hinted = false;
	if ((await check(newest, told)) === null) return;
	k.overSince ??= now();
	if (now() - k.overSince < strayMs) return;
	await releaseLease(newest.gathering);
	drop(newest.gathering);
}

/** Nobody looked after it for a while: everyone gets their time back, before anything else happens. */
async function mend(gathering: string): Promise<void> {
	const at = now();
	const answer = await send(gathering, { kind: 'house' }, { type: 'OUTAGE', from: at, to: at });
	if ('refused' in answer) await touch(gathering);
}
