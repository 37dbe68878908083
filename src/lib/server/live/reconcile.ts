// Makes what people may send equal to what the newest state says. Takes away at once and without asking; gives only
// under the lease, on the newest version, after everything was taken away. When in doubt, silence.

import { desiredGrants, roomsOf } from '../../gathering/grants.ts';
import { over } from '../../gathering/state.ts';
import { look } from '../gatherings/gatherings.ts';
import { lookAgain, type Newest } from '../gatherings/newest.ts';
import { logFailure } from '../ground/log.ts';
import { holds, mayGrant } from './leases.ts';
import * as livekit from './livekit.ts';
import { roomName } from './rooms.ts';

type Allowed = livekit.Allowed;

interface Room {
	/** Its name at the media server. */
	name: string;
	gathering: string;
	version: number;
	/** The gathering, or this room of it, is over: nobody may be in it. */
	over: boolean;
	/** By identity: what each may send. Nobody else may be there at all. */
	wanted: Map<string, Allowed>;
	/** What each may be able to send, never less than the truth: this is taken away. */
	atMost: Map<string, Allowed>;
	/** What each surely is able to send: the rest is given. */
	atLeast: Map<string, Allowed>;
	/** What was used here for something else by an identity: it does not get it again. */
	forfeited: Map<string, Allowed>;
	/** Whose media connection stands; null while the media server does not say. */
	present: Set<string> | null;
	/** Whether the media server has it. */
	exists: boolean;
	/** Ask who is there before anything is given. */
	mustList: boolean;
	/** When that was last asked, by this machine's steady clock. */
	listedAt: number;
	/** When it was last seen to be as it should, by this machine's steady clock. */
	rightAt: number;
	/** Something was taken away here. */
	took: boolean;
	running: Promise<void> | null;
	again: boolean;
}

/** A room that is over is looked into this often: a token that was handed out for it may still open it. */
const strayMs = 5000;

const nothing: Allowed = { mic: false, camera: false };
const both = (a: Allowed, b: Allowed): Allowed => ({ mic: a.mic && b.mic, camera: a.camera && b.camera });
const either = (a: Allowed, b: Allowed): Allowed => ({ mic: a.mic || b.mic, camera: a.camera || b.camera });
const without = (a: Allowed, b: Allowed): Allowed => ({ mic: a.mic && !b.mic, camera: a.camera && !b.camera });
const same = (a: Allowed, b: Allowed): boolean => a.mic === b.mic && a.camera === b.camera;

/** By gathering, then by name. */
const rooms = new Map<string, Map<string, Room>>();

/**
 * The state to follow from now on. What nobody may send any more is taken away at once, beside whatever is under way.
 */
export function follow(newest: Newest): void {
	const { gathering, version, state } = newest;
	const known = rooms.get(gathering)?.values().next().value;
	if (version <= (known?.version ?? -1) || state.value.lifecycle === 'scheduled') return;
	const all = allOf(newest);
	// A run under way may be waiting for an answer: silence does not wait with it.
	for (const room of all) if (room.running) void takeAway(room);
	if (holds(gathering) && !over(state)) return all.forEach((room) => void run(room));
	// Where another node has the lease, what it gave is not known here, and what comes later will not be heard here.
	for (const room of all) room.mustList = true;
	void Promise.all(all.map(run)).then(() => leave(gathering, all));
}

/**
 * Asks the media server who is there and puts right what differs. Resolves when that is done or given up.
 * @param everywhere also in rooms that are over, which otherwise are looked into now and then
 * @returns whose media connection stands, in any of the gathering's rooms; null while that is not known
 */
export async function check(newest: Newest, everywhere = false): Promise<Set<string> | null> {
	const all = allOf(newest);
	for (const room of all) if (everywhere || !room.over || performance.now() - room.listedAt > strayMs) room.mustList = true;
	await Promise.all(all.map(run));
	return presentOf(all);
}

/** What `check` last returned. Null also where something could not be put right, or was never asked: it is time to check again. */
export function presentIn(gathering: string): Set<string> | null {
	const all = [...(rooms.get(gathering)?.values() ?? [])];
	return all.length === 0 || all.some((room) => room.mustList) ? null : presentOf(all);
}

function presentOf(all: Room[]): Set<string> | null {
	const present = new Set<string>();
	for (const room of all) {
		if (!room.present) return null;
		for (const identity of room.present) present.add(identity);
	}
	return present;
}

/** The gathering's rooms as this state wants them, or as a newer one that is already known. */
function allOf({ gathering, version, state }: Newest): Room[] {
	const known = rooms.get(gathering) ?? new Map<string, Room>();
	rooms.set(gathering, known);
	const grants = desiredGrants(state);
	for (const id of roomsOf(state)) {
		const name = roomName(gathering, id);
		const room = known.get(name);
		if (room && version <= room.version) continue;
		const wanted = new Map(grants.filter((g) => g.room === id).map((g) => [g.identity, { mic: g.mic, camera: g.camera }]));
		const isOver = over(state) || state.context.pastRooms.includes(id);
		if (room) Object.assign(room, { version, wanted, over: isOver, mustList: room.mustList || room.over !== isOver });
		else known.set(name, freshRoom(name, gathering, version, isOver, wanted));
	}
	return [...known.values()];
}

const freshRoom = (name: string, gathering: string, version: number, over: boolean, wanted: Room['wanted']): Room => ({
	...{ name, gathering, version, over, wanted },
	atMost: new Map(),
	atLeast: new Map(),
	forfeited: new Map(),
	present: null,
	exists: false,
	mustList: true,
	listedAt: 0,
	rightAt: performance.now(),
	took: false,
	running: null,
	again: false
});

/** Ends following a gathering. Whoever has its lease is told what was taken away here, in case it gave it meanwhile. */
async function leave(gathering: string, all: Room[]): Promise<void> {
	const held = holds(gathering);
	if (held && !all.every((room) => room.over)) return;
	if (rooms.get(gathering)?.get(all[0]!.name) === all[0]) rooms.delete(gathering);
	if (!held && all.some((room) => room.took)) await lookAgain(gathering).catch((error: unknown) => logFailure('look again', error));
}

/** How many people in this node's rooms may send something else than is wanted, and since when the longest of these rooms was not right. */
export function divergence(): { people: number; seconds: number } {
	let [people, seconds] = [0, 0];
	for (const room of [...rooms.values()].flatMap((all) => [...all.values()])) {
		if (!holds(room.gathering) || room.over) continue;
		const wrong = [...room.atMost].filter(([identity, most]) => {
			const may = due(room, identity);
			return !room.wanted.has(identity) || !same(both(most, may), most) || !same(room.atLeast.get(identity) ?? nothing, may);
		});
		people += wrong.length;
		if (wrong.length > 0) seconds = Math.max(seconds, (performance.now() - room.rightAt) / 1000);
	}
	return { people, seconds };
}

/** This gathering is no longer this node's business. */
export function forgetRooms(gathering: string): void {
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
	if (room.version !== version || room.over) return;
	const lacking = [...room.wanted.keys()]
		.map((identity) => [identity, due(room, identity)] as const)
		.filter(([identity, may]) => {
			const has = room.atLeast.get(identity);
			return has !== undefined && !same(has, may);
		});
	if (lacking.length === 0) {
		room.rightAt = performance.now();
		return;
	}
	if (!(await mayGrant(room.gathering, version)) || room.version !== version) {
		room.mustList = true;
		return;
	}
	await Promise.all(lacking.map(([identity, may]) => give(room, identity, may)));
	// Something was taken away while this was on its way: which came last is for the media server to say.
	if (room.version !== version) room.again = room.mustList = true;
}

/** Learns who is there. False when the media server did not say: then nothing is concluded. */
async function learn(room: Room): Promise<boolean> {
	room.mustList = false;
	room.listedAt = performance.now();
	const listed = await livekit.list(room.name);
	if (livekit.isUnknown(listed)) {
		room.present = null;
		room.mustList = true;
		return false;
	}
	room.exists = !('missing' in listed);
	if (!room.exists && !room.over) await livekit.openRoom(room.name);
	const people = 'missing' in listed ? [] : listed;
	room.present = new Set(people.filter((p) => p.here).map((p) => p.identity));
	const names = new Set(people.map((p) => p.identity));
	for (const map of [room.atMost, room.atLeast, room.forfeited]) for (const gone of map.keys()) if (!names.has(gone)) map.delete(gone);
	for (const { identity, mic, camera, misused } of people) {
		if (misused.mic || misused.camera) room.forfeited.set(identity, either(room.forfeited.get(identity) ?? nothing, misused));
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
	if (room.over || [...room.atMost.keys()].every((identity) => room.wanted.has(identity))) return false;
	const newest = await look(room.gathering);
	if (!newest || newest.version <= room.version) return false;
	follow({ gathering: room.gathering, ...newest });
	return true;
}

/** What somebody should be able to send: what the state wants, but for what they used for something else. */
const due = (room: Room, identity: string): Allowed =>
	without(room.wanted.get(identity) ?? nothing, room.forfeited.get(identity) ?? nothing);

/** Takes away, all at once, whatever anybody may send beyond what is wanted. False if any is unsure. */
async function takeAway(room: Room): Promise<boolean> {
	const done = await Promise.all(
		[...room.atMost].map(async ([identity, may]) => {
			const left = both(may, due(room, identity));
			if (same(left, may)) return true;
			room.atLeast.set(identity, both(room.atLeast.get(identity) ?? nothing, left));
			const answer = await livekit.setGrant(room.name, identity, left);
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
			const removed = await livekit.removePerson(room.name, identity);
			if (livekit.isUnknown(removed)) return false;
			room.atMost.delete(identity);
			room.atLeast.delete(identity);
			return true;
		})
	);
	if (room.over && room.exists && done.every(Boolean)) room.exists = livekit.isUnknown(await livekit.closeRoom(room.name));
	return done.every(Boolean);
}

async function give(room: Room, identity: string, may: Allowed): Promise<void> {
	room.atMost.set(identity, either(room.atMost.get(identity) ?? nothing, may));
	const answer = await livekit.setGrant(room.name, identity, may);
	if ('ok' in answer) room.atLeast.set(identity, may);
	else room.mustList = true;
}
