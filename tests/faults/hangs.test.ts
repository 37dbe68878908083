// What a node needs stands still: nothing is cut, nothing is refused, no byte comes back. People read so within seconds, and
// afterwards everything is as it was. HANG_S=60 hangs for longer than npm test does.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { examine } from '../../src/lib/server/doctor/index.ts';
import { look, viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import type { PageClient } from '../../src/lib/server/simulated/client.ts';
import { quietProxy, type QuietProxy } from '../support/quiet-proxy.ts';
import { hangMs } from '../support/hanging.ts';
import { accepted, pageOf, seat, seated, sitting, type Seated } from '../support/seated.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

/** Whatever was asked is answered by then; what is asked of a node that knows it is cut off, at once. */
const answeredMs = 22_000;
const atOnceMs = 1000;
const healedMs = 8000;

let databaseUrl: string;
let proxy: QuietProxy;
let node: TestApp;
let pages: PageClient[] = [];

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	const { hostname, port } = new URL(databaseUrl);
	proxy = await quietProxy({ host: hostname, port: Number(port) });
	const through = new URL(databaseUrl);
	through.host = `127.0.0.1:${proxy.port}`;
	node = await startApp({ databaseUrl: through.href });
}, 240_000);
afterEach(() => {
	proxy.goOn();
	for (const page of pages) page.unfollow();
	pages = [];
});
afterAll(async () => {
	await node?.stop();
	await proxy?.close();
	await closeDb();
});

/** Three at check-in, each with a page at the node. */
async function circle(): Promise<{ at: Seated; mine: PageClient[] }> {
	const at = await seated(['facilitator', 'participant', 'participant']);
	await sitting(at, 'check-in');
	const mine = [1, 2, 3].map((n) => pageOf(at, n, node.url));
	for (const page of mine) page.follow(at.id);
	await Promise.all(mine.map((page) => page.until(() => true, 10_000)));
	pages.push(...mine);
	return { at, mine };
}

/** What a hang may change of nobody's evening. */
async function kept(at: Seated) {
	const { piece, hold, seats } = (await viewOf(at.id, 1))!;
	return { piece: [piece.state, piece.seat, piece.turnId], hold: hold?.kind, marks: seats.map(({ mark, standing }) => [mark, standing]) };
}

const ready = async () => {
	const answer = await fetch(`${node.url}/readyz`);
	return { status: answer.status, ...((await answer.json()) as { gatherings: string; unreadable: number; late: string[] }) };
};

test('[N1] [I2] the database stands still in a turn, a pause and a call: nobody is told what is not so, and afterwards all is as it was', async () => {
	const [turn, pause, call] = await Promise.all([circle(), circle(), circle()]);
	const { turnId } = (await viewOf(turn.at.id, 1))!.piece;
	await accepted(turn.at, seat(1), { type: 'ACCEPT', turnId: turnId!, typing: false });
	await accepted(pause.at, seat(1), { type: 'TAKEOVER', kind: 'support', seat: null });
	await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 10_000 });
	const before = await Promise.all([turn, pause, call].map(({ at }) => kept(at)));

	proxy.hang();
	const hungAt = performance.now();
	const [, caller] = call.mine as [PageClient, PageClient];
	const commandId = randomUUID();
	const post = () =>
		caller.request(`/api/gatherings/${call.at.id}/commands`, {
			method: 'POST',
			body: JSON.stringify({ commandId, command: { type: 'SUPPORT', whom: 'me' } }),
			headers: { 'content-type': 'application/json' }
		});
	const first = post();
	await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 503 }), { timeout: 10_000 });
	// A page that is cut off is not told that all is well: a new stream is refused, an open one has no beat.
	await vi.waitFor(
		async () =>
			expect((await caller.request(`/api/gatherings/${call.at.id}/stream`, { signal: AbortSignal.timeout(1000) })).status).toBe(503),
		{ timeout: 12_000 }
	);
	const answer = await first;
	expect(answer.status, 'an honest no, never a yes').toBe(503);
	expect(performance.now() - hungAt).toBeLessThan(answeredMs);
	const again = performance.now();
	expect((await post()).status).toBe(503);
	expect(performance.now() - again).toBeLessThan(atOnceMs);
	await vi.waitFor(() => expect(performance.now() - hungAt).toBeGreaterThan(hangMs), { timeout: hangMs + 1000, interval: 500 });

	proxy.goOn();
	await vi.waitFor(async () => expect((await post()).status).toBe(200), { timeout: healedMs });
	await call.mine[0]!.until((view) => view.facilitation!.signals.length === 1, healedMs);
	const pressed = await sql()`select 1 from events where gathering = ${call.at.no} and type = 'SUPPORT'`;
	expect(pressed).toHaveLength(1);
	await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 200 }), { timeout: healedMs });
	expect(await Promise.all([turn, pause, call].map(({ at }) => kept(at)))).toEqual(before);
}, 180_000);

test('[I2] a second without an answer is nobody’s affair', async () => {
	const { at, mine } = await circle();
	const before = await kept(at);
	proxy.hang();
	setTimeout(() => proxy.goOn(), 1000);
	expect(await mine[1]!.act({ type: 'SUPPORT', whom: 'me' })).toMatchObject({ ok: true });
	expect(await kept(at)).toEqual(before);
});

test('[I23] a gathering that cannot be read is alone with it: the others go on, and whoever looks after the place reads of it', async () => {
	const [lost, well] = await Promise.all([circle(), circle()]);
	await sql()`update machines set snapshot = '{"value": {"lifecycle": "live"}, "nothing": "else"}', version = version + 1, heartbeat_at = now() - interval '1 minute' where gathering_id = ${lost.at.id}`;
	await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 200, gatherings: 'ok', unreadable: 1 }), { timeout: 10_000 });
	const [, closed] = well.mine as [PageClient, PageClient];
	expect(
		await lost.mine[0]!.request(`/api/gatherings/${lost.at.id}/commands`, {
			method: 'POST',
			body: JSON.stringify({ commandId: randomUUID(), command: { type: 'SUPPORT', whom: 'me' } }),
			headers: { 'content-type': 'application/json' }
		}).then((answer) => answer.json())
	).toMatchObject({ refused: 'unreadable' });

	// Beside it, somebody who is gone is known to be gone, and somebody who calls is heard.
	closed.unfollow();
	await sql()`delete from presence where gathering_id = ${well.at.id} and seat = 2`;
	expect(await well.mine[2]!.act({ type: 'SUPPORT', whom: 'me' })).toMatchObject({ ok: true });
	await well.mine[0]!.until((view) => view.seats.find((s) => s.seat === 2)!.connection === 'lost', 30_000);
	expect((await look(well.at.id))!.state.context.signals).toHaveLength(1);

	const found = await examine({ ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: node.dataDir });
	expect(found.find(({ what }) => what === 'machines')).toMatchObject({ word: 'broken', says: expect.stringContaining(lost.at.id) });
	await sql()`delete from gatherings where id = ${lost.at.id}`;
}, 90_000);
