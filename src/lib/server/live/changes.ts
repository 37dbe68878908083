// What happens, brought to the pages that are open on this node: each gets its own view, newer ones only, and only when it says
// something new: a page that is told of every version could count what others do in private.

import { hash } from 'node:crypto';
import { mayFacilitate } from '../../gathering/context.ts';
import { lasting } from '../../gathering/lasting.ts';
import { viewFor } from '../../gathering/view.ts';
import { readersOf, writings } from '../../gathering/writing.ts';
import type { Seat } from '../../gathering/types.ts';
import { now } from '../db/clock.ts';
import { logFailure } from '../ground/log.ts';
import { known, refresh, watch, type Shown } from '../gatherings/newest.ts';
import { lastBy } from '../gatherings/reading.ts';
import { attend } from './presence.ts';
import { writtenNow, type Written } from '../gatherings/typed.ts';

export interface Page {
	seat: Seat;
	/** Whose seat it was when the page came; undefined where that is not asked. */
	owner?: string | null;
	/** @param data the view as JSON */
	onView: (version: number, data: string) => void;
	onWords: (words: Written) => void;
	/** Nothing more will come: the seat is gone, or somebody else's; `signed-out`: the login that opened it was ended. */
	onGone: (why: 'gone' | 'signed-out') => void;
}
interface Open extends Page {
	stream: string;
	/** The first view was read for it. */
	begun: boolean;
	/** Version on that screen; it never goes back. */
	shown: number;
	/** The number by which that screen knows it. */
	told: number;
	/** The newest version with something that its person did themselves: they wait for its number. */
	owed: number;
	/** What stands there, in short. */
	said: string;
	/** Revision of each writing on that screen. */
	read: Map<string, number>;
}

/** Open pages of one seat on one node: more than anybody sits in front of. The oldest goes for the next. */
const mostOfSeat = 6;

const open = new Map<string, Set<Open>>();

/**
 * Brings everything that happens to one page until that is ended. The newest view and what is
 * being written come at once. Its coming is the page's first word that it is here; what it says later goes to `presence`.
 * @param more.since the version the page shows already, by its own number: what comes has no lower one
 * @param more.owner whose seat it is; once it is somebody else's, the page is gone
 * @param more.loginId the login that opens it; once that was ended, the page is gone
 * @returns the name by which the page says that it is here, and how to end it
 */
export function subscribe(
	gathering: string,
	seat: Seat,
	onView: Page['onView'],
	onWords: Page['onWords'],
	more: { since?: number; owner?: string | null; loginId?: string | null; onGone?: Page['onGone'] } = {}
): { stream: string; end: () => void } {
	const { stream, leave } = attend(gathering, seat, more.loginId);
	const page: Open = {
		stream,
		seat,
		owner: more.owner,
		onView,
		onWords,
		onGone: more.onGone ?? (() => {}),
		begun: false,
		shown: -1,
		told: more.since ?? 0,
		owed: -1,
		said: '',
		read: new Map()
	};
	const pages = open.get(gathering) ?? new Set();
	// Streams that nobody reads any more are found out late; whoever comes again and again is not kept out by them.
	const others = [...pages].filter((one) => one.seat === seat);
	for (const oldest of others.slice(0, Math.max(0, others.length + 1 - mostOfSeat))) oldest.onGone('gone');
	open.set(gathering, pages.add(page));
	const unwatch = watch(gathering);
	void first(gathering, page).catch((error) => logFailure('first view', error));
	const end = () => {
		if (!pages.delete(page)) return;
		if (pages.size === 0 && open.get(gathering) === pages) open.delete(gathering);
		unwatch();
		leave();
	};
	return { stream, end };
}

/**
 * Always from the database: another node may have gone on a moment ago. [V1] Its number is that of the last that this person did
 * themselves: the newest one's would tell when somebody did something in private.
 */
async function first(gathering: string, page: Open): Promise<void> {
	try {
		const newest = await refresh(gathering);
		if (!newest) return;
		page.told = Math.max(page.told, await lastBy(gathering, page.seat, newest.version));
		page.begun = true;
		show({ ...newest, stamp: page.told }, [page]);
		// What came while that was read was told to those that had begun.
		const latest = known(gathering) ?? newest;
		show(latest, [page]);
		if (writings(latest.state).length > 0) for (const words of await writtenNow([gathering])) tellWords(words, [page]);
	} finally {
		page.begun = true;
	}
}

/**
 * Shows a state to every page of it that has an older one. Each seat's view is made once. Whose seat is gone, or somebody else's, is
 * shown nothing any more; then whoever holds the circle reads it, and the others' views are made when theirs are on the way.
 */
export function showAll(newest: Shown): void {
	const { gathering, state } = newest;
	const pages = () => open.get(gathering) ?? [];
	for (const page of [...pages()]) {
		if (isGone(page, newest)) page.onGone('gone');
		else if (newest.acted.includes(page.seat)) page.owed = newest.version;
	}
	const at = now();
	const holding = new Set(state.context.seats.filter((s) => mayFacilitate(s, at)).map((s) => s.seat));
	show(
		newest,
		[...pages()].filter(({ seat }) => holding.has(seat))
	);
	setImmediate(() => show(newest, pages()));
}

const isGone = ({ owner, seat }: Open, { state, people }: Shown): boolean =>
	(owner !== undefined && people.get(seat)?.owner !== owner) || !state.context.seats.some((s) => s.seat === seat);

function show(newest: Shown, pages: Iterable<Open>): void {
	const { gathering, version, state, stamp, title, people } = newest;
	const made = new Map<Seat, { data: string; said: string }>();
	const at = now();
	const madeFor = (seat: Seat) => {
		const view = viewFor(state, { gathering, version, now: at, seat, title, people });
		const { version: _, ...data } = view;
		return { data: JSON.stringify(data), said: hash('md5', JSON.stringify(lasting(view)), 'base64') };
	};
	for (const page of [...pages]) {
		if (!page.begun || page.shown >= version) continue;
		if (isGone(page, newest)) {
			page.onGone('gone');
			continue;
		}
		const { seat } = page;
		const { data, said } = made.get(seat) ?? madeFor(seat);
		made.set(seat, { data, said });
		const news = said !== page.said || page.owed > page.shown;
		page.shown = version;
		if (!news) continue;
		page.said = said;
		page.told = Math.max(page.told, stamp);
		page.onView(page.told, `{"version":${page.told},${data.slice(1)}`);
	}
}

/** Shows what somebody is writing to those who read along: the ring, or the company of a room beside it, and nobody else. */
export const showWords = (words: Written): void => tellWords(words, open.get(words.gathering) ?? []);

function tellWords(words: Written, pages: Iterable<Open>): void {
	const key = `${words.turnId} ${words.seat}`;
	const readers = readersNow(words);
	for (const page of [...pages]) {
		if (!readers.includes(page.seat)) continue;
		if ((page.read.get(key) ?? -1) >= words.revision) continue;
		page.read.set(key, words.revision);
		page.onWords(words);
	}
}

function readersNow({ gathering, turnId }: Written): Seat[] {
	const newest = known(gathering);
	return newest ? readersOf(newest.state, turnId) : [];
}

/** Another node has newer words, or a word of that was lost: reads what is being written where pages are open. */
export async function refreshWords(only?: string): Promise<void> {
	const where = only === undefined ? [...open.keys()] : open.has(only) ? [only] : [];
	if (where.length === 0) return;
	await Promise.all(
		(await writtenNow(where)).map(async (words) => {
			// The word may be faster than the state that says who reads it.
			if (readersNow(words).length === 0) await refresh(words.gathering).catch((error) => logFailure('words', error));
			showWords(words);
		})
	);
}

/** Ends these streams of this node: the logins that opened them were ended. */
export function closeSignedOut(streams: string[]): void {
	const ended = new Set(streams);
	for (const pages of open.values()) for (const page of [...pages]) if (ended.has(page.stream)) page.onGone('signed-out');
}

/** Ends every stream of this node: an open one would hold the server's end for half a minute. */
export function closeAll(): void {
	for (const pages of open.values()) for (const page of [...pages]) page.onGone('gone');
}
