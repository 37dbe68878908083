// Looking after the gatherings whose lease this node has: their rooms, who is here, and outages. Every second, and at
// once when somebody comes or goes.

import { randomInt } from 'node:crypto';
import { minutes, seconds } from '../../gathering/limits.ts';
import { pairUp } from '../../gathering/pairs/pairing.ts';
import { pairingNow } from '../../gathering/pairs/transitions.ts';
import { holdOf, roomsOpen, type State } from '../../gathering/state.ts';
import type { Instant } from '../../gathering/words.ts';
import { now } from '../clock.ts';
import { send } from '../gatherings/gatherings.ts';
import { holds, lease, release, touch, type Lease } from './leases.ts';
import { logFailure } from '../log.ts';
import { known, refresh, watch, type Newest } from '../gatherings/newest.ts';
import { attending, changedConnections } from './presence.ts';
import { check, forget } from './reconcile.ts';
import { countMinute, minuteOf } from '../stats/minutes.ts';

/** A token that the media server refreshed opens the room this long after the end; nobody may meet there. */
const strayMs = minutes(15);
/** An empty lobby without an open page is looked at this often. */
const quietMs = seconds(30);

interface Kept {
	unwatch: () => void;
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
	await Promise.all(leases.map(each));
}

/** What fails for one gathering fails for it alone. */
async function each({ gathering, neglected }: Lease): Promise<void> {
	if (neglected) await mend(gathering).catch((error) => logFailure('mend', error));
	void soon(gathering);
}

function keep(gathering: string): void {
	const unwatch = watch(gathering);
	kept.set(gathering, { unwatch, since: new Map(), overSince: null, emptyAt: 0, minute: 0, hinted: false, busy: false, again: false });
}

function drop(gathering: string): void {
	kept.get(gathering)?.unwatch();
	kept.delete(gathering);
	forget(gathering);
}

/** Ends looking after everything here. */
export function dropAll(): void {
	for (const gathering of [...kept.keys()]) drop(gathering);
}

/**
 * Looks after one gathering now, if it is ours.
 * @param hinted somebody may have come into one of its rooms, perhaps one that is over
 */
export async function soon(gathering: string, hinted = false): Promise<void> {
	const k = kept.get(gathering);
	if (!k) return;
	k.hinted ||= hinted;
	if (k.busy) {
		k.again = true;
		return;
	}
	k.busy = true;
	try {
		do {
			k.again = false;
			await look(gathering, k);
		} while (k.again && kept.has(gathering));
	} catch (error) {
		logFailure('keep', error);
	} finally {
		k.busy = false;
	}
}

async function look(gathering: string, k: Kept): Promise<void> {
	const newest = known(gathering) ?? (await refresh(gathering));
	if (!newest) return;
	const { lifecycle } = newest.state.value;
	const { hinted } = k;
	k.hinted = false;
	if (!roomsOpen(lifecycle)) return closed(newest, k, hinted);
	const pages = await attending(gathering);
	const at = now();
	if (lifecycle === 'live' && k.minute !== minuteOf(at)) {
		await countMinute(gathering, newest.state, pages, at);
		k.minute = minuteOf(at);
	}
	if (lifecycle === 'lobby' && pages.size === 0 && !hinted && at - k.emptyAt < quietMs) return;
	const media = await check(newest, hinted);
	if (lifecycle === 'lobby' && pages.size === 0 && media?.size === 0) k.emptyAt = at;
	const state = known(gathering)?.state ?? newest.state;
	for (const { identity } of state.context.seats) if (identity && !k.since.has(identity)) k.since.set(identity, at);
	const since = (identity: string) => k.since.get(identity) ?? at;
	for (const change of changedConnections(state, pages, media, since, at))
		await send(gathering, { kind: 'house' }, { type: 'CONNECTION', ...change });
	await pairUpNow(gathering, state);
}

/** A phase of pairs has begun: chance says who is with whom, within what people wished. */
async function pairUpNow(gathering: string, state: State): Promise<void> {
	const pairing = pairingNow(state.context);
	if (!pairing || holdOf(state) !== 'none') return;
	const { pairs } = pairUp({ ...pairing, seed: randomInt(2 ** 32) });
	await send(gathering, { kind: 'house' }, { type: 'PAIR', pairs });
}

/** The gathering is over: its rooms stay closed, until no token is left that could open one. */
async function closed(newest: Newest, k: Kept, hinted: boolean): Promise<void> {
	if ((await check(newest, hinted)) === null) return;
	k.overSince ??= now();
	if (now() - k.overSince < strayMs) return;
	await release(newest.gathering);
	drop(newest.gathering);
}

/** Nobody looked after it for a while: everyone gets their time back, before anything else happens. */
async function mend(gathering: string): Promise<void> {
	const at = now();
	const answer = await send(gathering, { kind: 'house' }, { type: 'OUTAGE', from: at, to: at });
	if ('refused' in answer) await touch(gathering);
}
