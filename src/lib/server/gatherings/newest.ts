// The newest state of the gatherings this node looks at, from its own commits, from NOTIFY, and from a poll that
// heals a lost word. Knows nothing of screens or media: those follow.

import type { State } from '../../gathering/state.ts';
import { sql } from '../db/index.ts';
import { formatOf } from './formats.ts';
import type { Seat } from '../../gathering/types.ts';
import type { Commit } from './gatherings.ts';
import { logFailure } from '../ground/log.ts';
import { stateIn } from './readable.ts';
import { read, type People } from './reading.ts';

export interface Newest {
	gathering: string;
	version: number;
	state: State;
}
/** With what is needed to show it to people. */
export interface Shown extends Newest {
	title: string;
	people: People;
	stamp: number;
	/** Who did something since what was told before. */
	acted: Seat[];
}

interface Watched {
	watchers: number;
	known: Shown | null;
	reading: Promise<Shown | null> | null;
	readAgain: boolean;
}

const watched = new Map<string, Watched>();
const followers = new Set<(newest: Newest, shown: Shown | null) => void>();

/** Calls `follow` for each newer state, in the order of versions. `shown` is null where nobody here is watching. */
export function onNewer(follow: (newest: Newest, shown: Shown | null) => void): () => void {
	followers.add(follow);
	return () => followers.delete(follow);
}

/** Keeps the gathering's newest state at hand until the returned function is called. */
export function watch(gathering: string): () => void {
	const w = watched.get(gathering) ?? { watchers: 0, known: null, reading: null, readAgain: false };
	watched.set(gathering, w);
	w.watchers++;
	let ended = false;
	return () => {
		if (ended) return;
		ended = true;
		if (--w.watchers === 0) watched.delete(gathering);
	};
}

export const known = (gathering: string): Shown | null => watched.get(gathering)?.known ?? null;

function tell(newest: Newest, shown: Shown | null): void {
	for (const follow of followers) follow(newest, shown);
}

/** This node just stored something: no need to read it back, unless somebody sat down or a version is missing. */
export function committed(commit: Commit): void {
	const { gathering, version, before, stamp, by, state, reseated } = commit;
	const w = watched.get(gathering);
	if (!w) return tell({ gathering, version, state }, null);
	if (w.known && version <= w.known.version) return;
	if (!w.known || reseated || w.known.version !== before) {
		tell({ gathering, version, state }, null);
		void refresh(gathering).catch((error) => logFailure('newest', error));
		return;
	}
	w.known = { ...w.known, version, state, stamp, acted: by.kind === 'seat' ? [by.seat] : [] };
	tell(w.known, w.known);
}

/** Another node, or a transaction of this one, announced a version. */
export async function heard(gathering: string, version: number): Promise<void> {
	const w = watched.get(gathering);
	if (w && version > (w.known?.version ?? -1)) await refresh(gathering);
}

/**
 * Reads the newest state from the database and tells whoever follows if it is newer.
 * Calls at the same time share one reading that began after each of them.
 */
export async function refresh(gathering: string): Promise<Shown | null> {
	const w = watched.get(gathering);
	if (!w) return null;
	if (w.reading) w.readAgain = true;
	else
		w.reading = readUntilNewest(gathering, w).finally(() => {
			w.reading = null;
		});
	return w.reading;
}

async function readUntilNewest(gathering: string, w: Watched): Promise<Shown | null> {
	do {
		w.readAgain = false;
		const [format, found] = await Promise.all([formatOf(gathering), read(gathering, w.known?.version)]);
		if (!format || !found) return null;
		const { version, snapshot, ...more } = found;
		if (w.known && version < w.known.version) continue;
		const newer = !w.known || version > w.known.version;
		w.known = { gathering, version, state: stateIn(gathering, format, snapshot), ...more };
		if (newer) tell(w.known, w.known);
	} while (w.readAgain);
	return w.known;
}

/** Asks whichever node looks after a gathering to look at its room at once. */
export const lookAgain = (gathering: string) => sql()`select pg_notify('gatherings', ${`${gathering}:room`})`;

/**
 * Once a second: whatever a lost NOTIFY hid is found here. The database is asked also where nobody watches: that it answers is how
 * this node knows that it is not cut off.
 */
export async function poll(): Promise<void> {
	const ids = [...watched.keys()];
	const rows = await sql()<{ id: string; version: number }[]>`
		select gathering_id as id, version from machines where gathering_id = any(${ids}::uuid[])`;
	// One that cannot be read holds up none of the others.
	await Promise.all(rows.map(({ id, version }) => heard(id, version).catch((error) => logFailure('newest', error))));
}
