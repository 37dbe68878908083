// What two people write to each other beside the circle: nobody else's page gets it, and nothing of it is kept.
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Seat } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import { writeWords } from '../../src/lib/server/live/writing.ts';
import { refreshWords, subscribe } from '../../src/lib/server/live/changes.ts';
import { refresh } from '../../src/lib/server/gatherings/newest.ts';
import { inPairs } from '../support/formats.ts';
import { freshDatabase } from '../support/servers.ts';
import { accepted, house, seat, seated, sitting, type Seated } from '../support/seated.ts';

const secret = 'canary-7301';

let circle: Seated;
let read: Map<Seat, string[]>;
const unsubscribe: (() => void)[] = [];

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterEach(() => unsubscribe.splice(0).forEach((end) => end()));
afterAll(closeDb);

/** Opens the page of a seat; what it reads is noted. */
function follows(n: Seat): void {
	read.set(n, []);
	unsubscribe.push(
		subscribe(
			circle.id,
			n,
			() => {},
			({ text }) => void read.get(n)!.push(text)
		).end
	);
}
async function open(roles: Parameters<typeof seated>[0], phase: string): Promise<void> {
	circle = await seated(roles, inPairs);
	await sitting(circle, phase);
	read = new Map();
	for (const n of circle.cookies.keys()) follows(n);
	await refresh(circle.id);
}
const pageOf = async (n: Seat) => (await viewOf(circle.id, n))!.page;
const writes = (n: Seat, turnId: string, text: string, revision = 1) =>
	writeWords({ gathering: circle.id, turnId, seat: n, text, revision });
const kept = async () =>
	(await sql()<{ text: string }[]>`select text from words where gathering_id = ${circle.id}`).map(({ text }) => text);
/** Everything the database has of this gathering, as text. */
const traces = async () => {
	const rows = await sql()`
		select to_jsonb(m) as row from machines m where gathering_id = ${circle.id}
		union all select to_jsonb(e) from events e where gathering = ${circle.no}
		union all select to_jsonb(w) from words w where gathering_id = ${circle.id}`;
	return JSON.stringify(rows);
};
/** What each seat has read by now; another node's round included. */
async function readBy(): Promise<Record<Seat, string[]>> {
	await refreshWords();
	return Object.fromEntries([...read].map(([n, texts]) => [n, [...new Set(texts)]]));
}

test('[W2] [A5] in the care room: its two read it, the others never do, and it is gone with the room', async () => {
	await open(['facilitator', 'coFacilitator', 'participant', 'participant'], 'circle');
	await accepted(circle, seat(2), { type: 'INVITE_TO_CARE', seat: 4 });
	await accepted(circle, seat(4), { type: 'ACCEPT_CARE' });
	await refresh(circle.id);
	const page = (await pageOf(4))!;
	expect(await writes(4, page, secret)).toBeNull();
	await vi.waitFor(() => expect(read.get(2)).toContain(secret));

	// Those who hold the circle know of the room, and of its page too if they guess: neither read nor write.
	for (const n of [1, 3]) expect(await writes(n, page, 'let me in', 9)).toBe('turn-over');
	// Somebody who opens a second page of their own gets nothing of it either.
	follows(1);
	expect(await readBy()).toEqual({ 1: [], 2: [secret], 3: [], 4: [secret] });
	expect(JSON.stringify(await Promise.all([1, 3].map((n) => viewOf(circle.id, n))))).not.toContain(page);

	for (const n of [2, 4]) await accepted(circle, seat(n), { type: 'CARE_BACK' });
	expect(await writes(4, page, 'one word more', 2)).toBe('turn-over');
	expect(await traces()).not.toContain(secret);
	follows(1);
	expect((await readBy())[1]).toEqual([]);
});

test('[W2] [D7] in a pair: the other reads it, the second pair does not, and it is gone when all are called back', async () => {
	await open(['facilitator', 'participant', 'participant', 'participant', 'participant'], 'pairs');
	await accepted(circle, house, {
		type: 'PAIR',
		pairs: [
			[2, 3],
			[4, 5]
		]
	});
	await refresh(circle.id);
	const [mine, theirs] = [(await pageOf(2))!, (await pageOf(4))!];
	expect(await writes(2, mine, secret)).toBeNull();
	expect(await writes(2, theirs, secret)).toBe('turn-over');
	expect(await readBy()).toEqual({ 1: [], 2: [secret], 3: [secret], 4: [], 5: [] });
	expect(await kept()).toEqual([secret]);
	await accepted(circle, seat(1), { type: 'NEXT_PHASE', phaseId: 'pairs' });
	expect(await traces()).not.toContain(secret);
});

test('[W2] [D4] who comes in to help has never been shown what was written before', async () => {
	await open(['facilitator', 'participant', 'participant'], 'pairs');
	await accepted(circle, house, { type: 'PAIR', pairs: [[2, 3]] });
	await refresh(circle.id);
	expect(await writes(2, (await pageOf(2))!, secret)).toBeNull();
	await accepted(circle, seat(2), { type: 'SUPPORT', whom: 'me' });
	await accepted(circle, seat(1), { type: 'BE_WITH', signalId: (await viewOf(circle.id, 2))!.signal!.id });
	await refresh(circle.id);
	follows(1);
	expect((await readBy())[1]).toEqual([]);
	expect(await kept()).toEqual([]);
	expect(await writes(3, (await pageOf(3))!, 'we could use your help')).toBeNull();
	expect((await readBy())[1]).toEqual(['we could use your help']);
});
