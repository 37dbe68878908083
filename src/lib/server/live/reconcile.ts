// Makes what people may send equal to what the newest state says. Takes away at once and without asking; gives only
// under the lease, on the newest version, after everything was taken away. When in doubt, silence.

import { desiredGrants } from '../../gathering/grants.ts';
import type { Lifecycle } from '../../gathering/words.ts';
import { look } from '../gatherings/gatherings.ts';
import { lookAgain, type Newest } from '../gatherings/newest.ts';
import { logFailure } from '../log.ts';
import { holds, mayGrant } from './leases.ts';
import * as livekit from './livekit.ts';

type Allowed = livekit.Allowed;

interface Room {
	id: string;
	version: number;
	lifecycle: Lifecycle;
	/** By identity: what each may send. Nobody else may be there at all. */
	wanted: Map<string, Allowed>;
	/** What each may be able to send, never less than the truth: this is taken away. */
	atMost: Map<string, Allowed>;
	/** What each surely is able to send: the rest is given. */
	atLeast: Map<string, Allowed>;
	/** Whose media connection stands; null while the media server does not say. */
	present: Set<string> | null;
	/** Ask who is there before anything is given. */
	mustList: boolean;
	/** Something was taken away since this was last set to false. */
	took: boolean;
	running: Promise<void> | null;
	again: boolean;
}

const nothing: Allowed = { mic: false, camera: false };
const both = (a: Allowed, b: Allowed): Allowed => ({ mic: a.mic && b.mic, camera: a.camera && b.camera });
const either = (a: Allowed, b: Allowed): Allowed => ({ mic: a.mic || b.mic, camera: a.camera || b.camera });
const same = (a: Allowed, b: Allowed): boolean => a.mic === b.mic && a.camera === b.camera;
const over = (l: Lifecycle): boolean => l === 'ended' || l === 'cancelled' || l === 'abandoned';

const rooms = new Map<string, Room>();

/**
 * The state to follow from now on. What nobody may send any more is taken away at once, beside whatever is under way.
 */
export function follow(newest: Newest): void {
	const { gathering, version, state } = newest;
	if (version <= (rooms.get(gathering)?.version ?? -1) || state.value.lifecycle === 'scheduled') return;
	const room = roomOf(newest);
	// A run under way may be waiting for an answer: silence does not wait with it.
	if (room.running) void takeAway(room);
	if (holds(gathering) && !over(room.lifecycle)) return void run(room);
	// Where another node has the lease, what it gave is not known here, and what comes later will not be heard here.
	room.mustList = true;
	void run(room).then(() => leave(room));
}

/** Asks the media server who is there and puts right what differs. Resolves when that is done or given up. */
export async function check(newest: Newest): Promise<Set<string> | null> {
	const room = roomOf(newest);
	room.mustList = true;
	await run(room);
	return room.present;
}

/** The room as this state wants it, or as a newer one that is already known. */
function roomOf({ gathering, version, state }: Newest): Room {
	const known = rooms.get(gathering);
	if (known && version <= known.version) return known;
	const wanted = new Map(desiredGrants(state).map((g) => [g.identity, { mic: g.mic, camera: g.camera }]));
	const wish = { version, lifecycle: state.value.lifecycle, wanted };
	const fresh = { id: gathering, atMost: new Map(), atLeast: new Map(), present: null, mustList: true, took: false, running: null, again: false };
	const room: Room = known ? Object.assign(known, wish) : { ...fresh, ...wish };
	rooms.set(gathering, room);
	return room;
}

/** Ends following a room. Whoever has its lease is told what was taken away here, in case it gave it meanwhile. */
async function leave(room: Room): Promise<void> {
	if (holds(room.id) && !over(room.lifecycle)) return;
	if (rooms.get(room.id) === room) rooms.delete(room.id);
	if (room.took && !holds(room.id)) await lookAgain(room.id).catch((error: unknown) => logFailure('look again', error));
}

/** This gathering is no longer this node's business. */
export function forget(gathering: string): void {
	rooms.delete(gathering);
}

/** One run at a time; whatever happens meanwhile makes it begin again. */
function run(room: Room): Promise<void> {
	if (room.running) room.again = true;
	else
		room.running = (async () => {
			do {
				room.again = false;
				await once(room).catch((error) => logFailure('reconcile', error));
			} while (room.again);
			room.running = null;
		})();
	return room.running;
}

async function once(room: Room): Promise<void> {
	const { version } = room;
	if (room.mustList && !(await learn(room))) return;
	if (await outdated(room)) return;
	if (!(await takeAway(room)) || !(await putOut(room))) {
		room.mustList = true;
		return;
	}
	if (room.version !== version) return;
	const lacking = [...room.wanted].filter(([identity, may]) => {
		const has = room.atLeast.get(identity);
		return has !== undefined && !same(has, may);
	});
	if (lacking.length === 0) return;
	if (!(await mayGrant(room.id, version)) || room.version !== version) return;
	await Promise.all(lacking.map(([identity, may]) => give(room, identity, may)));
	// Something was taken away while this was on its way: which came last is for the media server to say.
	if (room.version !== version) room.again = room.mustList = true;
}

/** Learns who is there. False when the media server did not say: then nothing is concluded. */
async function learn(room: Room): Promise<boolean> {
	room.mustList = false;
	const listed = await livekit.list(room.id);
	if (livekit.isUnknown(listed)) {
		room.present = null;
		room.mustList = true;
		return false;
	}
	if ('missing' in listed && !over(room.lifecycle)) await livekit.openRoom(room.id);
	const people = 'missing' in listed ? [] : listed;
	room.present = new Set(people.filter((p) => p.here).map((p) => p.identity));
	const names = new Set(people.map((p) => p.identity));
	for (const map of [room.atMost, room.atLeast]) for (const gone of map.keys()) if (!names.has(gone)) map.delete(gone);
	for (const { identity, mic, camera } of people) {
		room.atMost.set(identity, either(room.atMost.get(identity) ?? nothing, { mic, camera }));
		room.atLeast.set(identity, { mic, camera });
	}
	return true;
}

/**
 * Somebody is there whom this state does not know. A word of them may be on its way: the newest state is read before
 * anyone is put out. True when there is a newer one, which is followed from now on.
 */
async function outdated(room: Room): Promise<boolean> {
	if (over(room.lifecycle) || [...room.atMost.keys()].every((identity) => room.wanted.has(identity))) return false;
	const newest = await look(room.id);
	if (!newest || newest.version <= room.version) return false;
	follow({ gathering: room.id, ...newest });
	return true;
}

/** Takes away, all at once, whatever anybody may send beyond what is wanted. False if any is unsure. */
async function takeAway(room: Room): Promise<boolean> {
	const done = await Promise.all(
		[...room.atMost].map(async ([identity, may]) => {
			const left = both(may, room.wanted.get(identity) ?? nothing);
			if (same(left, may)) return true;
			room.atLeast.set(identity, both(room.atLeast.get(identity) ?? nothing, left));
			const answer = await livekit.setGrant(room.id, identity, left);
			if (livekit.isUnknown(answer)) return false;
			room.took = true;
			room.atMost.set(identity, left);
			return true;
		})
	);
	return done.every(Boolean);
}

/** Puts out, all at once, whoever should not be there. False if any is unsure. */
async function putOut(room: Room): Promise<boolean> {
	const strangers = [...room.atMost.keys()].filter((identity) => !room.wanted.has(identity));
	const done = await Promise.all(
		strangers.map(async (identity) => {
			const removed = await livekit.removePerson(room.id, identity);
			if (livekit.isUnknown(removed)) return false;
			room.atMost.delete(identity);
			room.atLeast.delete(identity);
			return true;
		})
	);
	return done.every(Boolean);
}

async function give(room: Room, identity: string, may: Allowed): Promise<void> {
	room.atMost.set(identity, either(room.atMost.get(identity) ?? nothing, may));
	const answer = await livekit.setGrant(room.id, identity, may);
	if ('ok' in answer) room.atLeast.set(identity, may);
	else room.mustList = true;
}
