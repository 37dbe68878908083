// [V1] Somebody reads every byte that comes to their page, to count or time what others do in private. There is nothing to count.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import type { PageClient } from '../../src/lib/server/simulated/client.ts';
import { eventsOf } from '../../src/lib/server/simulated/stream.ts';
import { says } from '../support/log.ts';
import { pageOf, seated, sitting, type Seated } from '../support/seated.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let one: TestApp;
let two: TestApp;
let circle: Seated;
let ends: AbortController;
const [facilitator, asking, spying] = [1, 3, 4];

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	one = await startApp({ databaseUrl });
	two = await startApp({ databaseUrl, dataDir: one.dataDir });
}, 240_000);
afterAll(async () => {
	await Promise.all([one?.stop(), two?.stop()]);
	await closeDb();
});
beforeEach(async () => {
	circle = await seated(['facilitator', 'participant', 'participant', 'participant']);
	ends = new AbortController();
	await sitting(circle, 'check-in');
});
afterEach(() => ends.abort());

interface Read {
	event: string;
	id: string | null;
	data: string;
}
/** Everything that comes to a page of the spying seat at this node from now on, and its first view. */
async function reads(at: TestApp): Promise<Read[]> {
	const answer = await pageOf(circle, spying, at.url).request(`/api/gatherings/${circle.id}/stream`, { signal: ends.signal });
	const read: Read[] = [];
	void (async () => {
		for await (const event of eventsOf(answer.body!)) read.push(event);
	})().catch(() => {});
	await vi.waitFor(() => expect(views(read).length).toBeGreaterThan(0), { timeout: 5000 });
	return read;
}
const views = (read: Read[]): Read[] => read.filter(({ event }) => event === 'view');
const viewIn = ({ data }: Read): View => JSON.parse(data) as View;

async function acts(seat: Seat, command: Command, at = one): Promise<number> {
	const answer = await pageOf(circle, seat, at.url).request(`/api/gatherings/${circle.id}/commands`, {
		method: 'POST',
		body: JSON.stringify({ commandId: randomUUID(), command }),
		headers: { 'content-type': 'application/json' }
	});
	expect([command.type, answer.status]).toEqual([command.type, 200]);
	return ((await answer.json()) as { version: number }).version;
}

/** A call that is seen and taken back, so often; through either node. */
async function inPrivate(times: number): Promise<void> {
	const page: PageClient = pageOf(circle, facilitator, one.url);
	page.follow(circle.id);
	for (let call = 0; call < times; call++) {
		await acts(asking, { type: 'SUPPORT', whom: 'me' }, call % 2 === 0 ? one : two);
		const signalId = (await page.until((view) => view.facilitation?.signals.length === 1, 5000)).facilitation!.signals[0]!.id;
		await acts(facilitator, { type: 'ANSWER_SUPPORT', signalId, answer: 'seen' });
		await acts(asking, { type: 'WITHDRAW_SUPPORT', signalId });
		await page.until((view) => view.facilitation?.signals.length === 0, 5000);
	}
	page.unfollow();
}

test('five calls, each seen and taken back, are not a byte on anybody else’s stream, at either node', async () => {
	const streams = [await reads(one), await reads(two)];
	const before = streams.map((read) => views(read).length);
	await inPrivate(5);
	expect((await sql()`select 1 from events where gathering = ${circle.no} and type = 'SUPPORT'`).length).toBe(5);
	// What everybody sees comes, and is the first that comes.
	const rang = await acts(facilitator, { type: 'BELL', ms: 60_000, safety: true });
	for (const [n, read] of streams.entries()) {
		await vi.waitFor(() => expect(viewIn(views(read).at(-1)!).hold).not.toBeNull(), { timeout: 5000 });
		expect(views(read)).toHaveLength(before[n]! + 1);
		expect(views(read).at(-1)!.id).toBe(String(rang));
	}
});

test('whoever comes again and again reads the same under the same number, whatever others did meanwhile', async () => {
	const first = views(await reads(one))[0]!;
	await inPrivate(1);
	for (const at of [one, two]) {
		const again = views(await reads(at))[0]!;
		expect(again.id).toBe(first.id);
		expect(says(viewIn(again))).toBe(says(viewIn(first)));
	}
});

test('a page that opens while its person does something has the number of what they did, whichever was first', async () => {
	for (let round = 0; round < 24; round++) {
		const [read, version] = await Promise.all([
			reads(round % 3 === 0 ? two : one),
			acts(spying, { type: 'WISH', wish: round % 2 === 0 ? 'ask' : 'stirred' }, round % 4 === 0 ? two : one)
		]);
		await vi.waitFor(() => expect(Number(views(read).at(-1)!.id)).toBeGreaterThanOrEqual(version), { timeout: 5000 });
	}
});

test('one’s own act comes to all of one’s pages, also where it changes nothing that one sees', async () => {
	const streams = [await reads(one), await reads(two)];
	const version = await acts(spying, { type: 'WISH', wish: viewIn(views(streams[0]!)[0]!).you.wish === 'ask' ? 'listen' : 'ask' });
	for (const read of streams)
		await vi.waitFor(() => expect(Number(views(read).at(-1)!.id)).toBeGreaterThanOrEqual(version), { timeout: 5000 });
});
