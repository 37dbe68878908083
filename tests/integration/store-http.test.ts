// Two nodes of the built application on one database, and pages that speak to them over HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { leaseSeconds } from '../../src/lib/server/live/presence.ts';
import { PageClient, type Words } from '../../src/lib/server/simulated/client.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';
import { accepted, pageOf, seat, seated, sitting, turnOf, type Seated } from '../support/seated.ts';

let one: TestApp;
let two: TestApp;
let circle: Seated;
let pages: PageClient[] = [];

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
	pages = [];
});
afterEach(() => pages.forEach((page) => page.unfollow()));

/** A page of this seat at this node, with its stream open. */
function page(n: Seat, at: TestApp): PageClient {
	const client = pageOf(circle, n, at.url);
	client.follow(circle.id);
	pages.push(client);
	return client;
}
const checkIn = () => sitting(circle, 'check-in');
const api = (what: string) => `/api/gatherings/${circle.id}/${what}`;
const post = (client: PageClient, what: string, body: unknown) =>
	client.request(api(what), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const command = (c: Command) => ({ commandId: randomUUID(), command: c });
const eventsOf = async (type: string) => (await sql()`select 1 from events where gathering = ${circle.no} and type = ${type}`).length;

describe('whose it is', () => {
	test('without a seat here there is nothing: no command, no stream, no token, no words', async () => {
		const elsewhere = await seated(['facilitator']);
		for (const stranger of [new PageClient({ base: one.url }), pageOf(elsewhere, 1, one.url)]) {
			for (const what of ['commands', 'join', 'words']) expect((await post(stranger, what, command({ type: 'LEAVE' }))).status).toBe(401);
			expect((await stranger.request(api('stream'))).status).toBe(401);
		}
		expect((await pageOf(circle, 2, one.url).request('/api/gatherings/nonsense/stream')).status).toBe(401);
	});

	test('a body cannot name another seat, the house or the clock', async () => {
		const mine = pageOf(circle, 2, one.url);
		const bodies = [
			{ ...command({ type: 'LEAVE' }), seat: 3 },
			{ ...command({ type: 'LEAVE' }), by: { kind: 'seat', seat: 3 } },
			{ commandId: randomUUID(), command: { type: 'LEAVE', seat: 3 } },
			command({ type: 'SEAT', seat: 2, role: 'facilitator', credentialUntil: 9e12 }),
			command({ type: 'TIMER', name: 'lobby', id: 'lobby:0' }),
			command({ type: 'CONNECTION', seat: 3, connection: 'lost' }),
			command({ type: 'CANCEL' }),
			'FINISH'
		];
		for (const body of bodies) {
			const answer = await post(mine, 'commands', body);
			expect(answer.status).toBe(400);
			expect(await answer.json()).toMatchObject({ refused: 'bad-request' });
		}
		expect(await eventsOf('LEAVE')).toBe(0);
	});

	test('a participant runs no facilitator’s command, and no other seat’s turn', async () => {
		await checkIn();
		const turn = await turnOf(circle);
		const other = pageOf(circle, turn.seat === 3 ? 4 : 3, one.url);
		const before = (await look(circle.id))!.version;
		const commands: Command[] = [
			{ type: 'TAKEOVER', kind: 'safety', seat: null },
			{ type: 'NEXT_PHASE', phaseId: 'check-in' },
			{ type: 'REMOVE', seat: 1 },
			{ type: 'MOVE', turnId: turn.turnId, code: 'time' },
			{ type: 'BELL', ms: 5000, safety: false },
			{ type: 'END', phaseId: 'check-in' },
			{ type: 'ACCEPT', turnId: turn.turnId, typing: false },
			{ type: 'PASS', turnId: turn.turnId }
		];
		for (const c of commands) {
			const answer = await post(other, 'commands', command(c));
			expect([c.type, answer.status]).toEqual([c.type, 409]);
			expect(await answer.json()).toMatchObject({ refused: expect.any(String), sentence: expect.any(String) });
		}
		expect((await look(circle.id))!.version).toBe(before);
	});

	test('a signal for support reaches its owner and the facilitator, and no other stream carries a trace of it', async () => {
		await checkIn();
		const [facilitator, owner, other] = [page(1, one), page(3, one), page(4, two)];
		await post(owner, 'commands', command({ type: 'SUPPORT', whom: 'me' }));
		const seen = await facilitator.until((v) => (v.facilitation?.signals.length ?? 0) === 1, 3000);
		const { id } = seen.facilitation!.signals[0]!;
		await owner.until((v) => v.signal?.id === id, 3000);
		// Something that everybody sees, so that there is a view from after it.
		await post(facilitator, 'commands', command({ type: 'BELL', ms: 60_000, safety: true }));
		const theirs = await other.until((v) => v.hold !== null, 3000);
		expect(JSON.stringify(theirs)).not.toContain(id);
		expect(theirs.facilitation).toBeNull();
	});

	test('a page of another site is refused', async () => {
		const foreign = new PageClient({ base: one.url, origin: 'https://elsewhere.example', cookies: circle.cookies.get(2)! });
		expect((await post(foreign, 'commands', command({ type: 'LEAVE' }))).status).toBe(403);
		expect((await foreign.request(api('stream'))).status).toBe(403);
	});
});

describe('two nodes are one', () => {
	test('[I9] what is decided at one is seen at the other', async () => {
		await checkIn();
		const here = page(2, one);
		const there = page(3, two);
		const turn = await turnOf(circle);
		const answer = await pageOf(circle, turn.seat, two.url).request(api('commands'), {
			method: 'POST',
			body: JSON.stringify(command({ type: 'ACCEPT', turnId: turn.turnId, typing: false })),
			headers: { 'content-type': 'application/json' }
		});
		expect(answer.status).toBe(200);
		for (const client of [here, there]) await client.until((v) => v.piece.state === 'held' && v.piece.turnId === turn.turnId, 2000);
	});

	test('[I2] the same command at both is one event', async () => {
		await checkIn();
		const turn = await turnOf(circle);
		const body = command({ type: 'PASS', turnId: turn.turnId });
		const both = [pageOf(circle, turn.seat, one.url), pageOf(circle, turn.seat, two.url)];
		const answers = await Promise.all(Array.from({ length: 20 }, async (_, n) => (await post(both[n % 2]!, 'commands', body)).json()));
		expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
		expect(await eventsOf('PASS')).toBe(1);
	});

	test('a clock fires once, whichever node saw it', async () => {
		await vi.waitFor(async () => expect((await look(circle.id))!.state.value.lifecycle).toBe('lobby'), { timeout: 3000 });
		expect(await eventsOf('TIMER')).toBe(1);
	});

	test('[I9] a node whose LISTEN was cut still learns of everything', async () => {
		await checkIn();
		const here = page(2, one);
		await here.until(() => true, 3000);
		await sql()`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()`;
		const version = await accepted(circle, seat(1), { type: 'BELL', ms: 60_000, safety: true });
		await here.until((v) => v.version >= version && v.hold !== null, 3000);
	});

	test('one lease for each gathering', async () => {
		await checkIn();
		const holder = async () =>
			(await sql()`select lease_node from machines where gathering_id = ${circle.id} and lease_until > now()`)[0]?.lease_node as string;
		await vi.waitFor(async () => expect(await holder()).toBeTruthy(), { timeout: 4000 });
		const first = await holder();
		await sql()`select pg_sleep(2)`;
		expect(await holder()).toBe(first);
	});
});

describe('the stream', () => {
	test('[I8] the id of an event is its version, no lower than what that page had, and a page that comes back is shown the newest at once', async () => {
		await checkIn();
		const version = (await accepted(circle, seat(2), { type: 'WISH', wish: 'mirror' })) + 1000;
		const answer = await pageOf(circle, 2, one.url).request(api('stream'), { headers: { 'last-event-id': String(version) } });
		expect(answer.headers.get('content-type')).toContain('text/event-stream');
		expect(answer.headers.get('x-accel-buffering')).toBe('no');
		const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
		let text = '';
		while (!/event: view\ndata: .*\n\n/.test(text)) text += (await reader.read()).value ?? '';
		expect(text).toMatch(new RegExp(`id: ${version}\nevent: view\n`));
		expect(text).toContain('"wish":"mirror"');
		await reader.cancel();
	});

	test('asking for its head opens none', async () => {
		const answer = await pageOf(circle, 2, one.url).request(api('stream'), { method: 'HEAD' });
		expect(answer.status).toBe(405);
	});

	/** Until when seat 2 counts as here, in ms from now; null when it does not. */
	async function leftMs(): Promise<number | null> {
		const [row] = await sql()<{ ms: number }[]>`
			select (extract(epoch from expires_at - now()) * 1000)::float8 as ms from presence
			where gathering_id = ${circle.id} and seat = 2 and expires_at > now()`;
		return row?.ms ?? null;
	}
	/** A stream whose reader says nothing, until this much of it has come; then its name. */
	async function silent(upTo: RegExp, ended = new AbortController()) {
		const answer = await pageOf(circle, 2, one.url).request(api('stream'), { signal: ended.signal });
		const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
		let text = '';
		while (!upTo.test(text)) text += (await reader.read()).value ?? '';
		return { stream: /event: stream\ndata: "(.*)"/.exec(text)![1]!, end: () => ended.abort() };
	}

	const saysHere = async (client: PageClient, stream: string) =>
		(await client.request(api('here'), { method: 'POST', headers: { 'x-stream': stream } })).status;

	test('an open stream extends nothing: the page is lost within 20 s of its last word, at whichever node it says one', async () => {
		await checkIn();
		const opened = Date.now();
		const { stream, end } = await silent(/(event: beat[^]*){3}/);
		const saidMs = Date.now() - opened;
		expect(saidMs, 'two more beats have come').toBeGreaterThan(9000);
		expect((await leftMs())! + saidMs).toBeLessThanOrEqual(leaseSeconds * 1000 + 1000);
		const before = (await leftMs())!;
		for (const at of [one, two]) {
			expect(await saysHere(pageOf(circle, 2, at.url), stream)).toBe(204);
			await vi.waitFor(async () => expect(await leftMs()).toBeGreaterThan(before + 5000), { timeout: 2000 });
			expect(await leftMs()).toBeLessThanOrEqual(leaseSeconds * 1000);
			await sql()`update presence set expires_at = now() + ${before} * interval '1 ms' where stream = ${stream}`;
		}
		end();
		await vi.waitFor(async () => expect(await leftMs()).toBe(null), { timeout: 3000 });
		for (const at of [one, two]) expect(await saysHere(pageOf(circle, 2, at.url), stream), 'a closed stream').toBe(410);
		expect(await leftMs()).toBe(null);
	});

	test('nobody says for another that they are here', async () => {
		await checkIn();
		const { stream, end } = await silent(/event: view/);
		const elsewhere = await seated(['facilitator']);
		expect(await saysHere(pageOf(elsewhere, 1, two.url), stream)).toBe(401);
		expect(await saysHere(pageOf(circle, 3, two.url), stream)).toBe(410);
		expect(await saysHere(pageOf(circle, 3, two.url), 'no stream')).toBe(410);
		const foreign = new PageClient({ base: one.url, origin: 'https://elsewhere.example', cookies: circle.cookies.get(2)! });
		expect(await saysHere(foreign, stream)).toBe(403);
		end();
	});

	test('a page is here while its stream is open and it answers the beats, and gone when it closes', async () => {
		await checkIn();
		const leases = () => sql()`select 1 from presence where gathering_id = ${circle.id} and seat = 2 and expires_at > now()`;
		const here = page(2, one);
		await vi.waitFor(async () => expect(await leases()).toHaveLength(1), { timeout: 3000 });
		here.unfollow();
		await vi.waitFor(async () => expect(await leases()).toHaveLength(0), { timeout: 3000 });
	});

	test('a seat is asked whether to move here while another page of it is open, and not when that is gone', async () => {
		await accepted(circle, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
		const pagesOpen = (count: number) =>
			vi.waitFor(
				async () => expect(await sql()`select 1 from presence where gathering_id = ${circle.id} and seat = 2`).toHaveLength(count),
				{ timeout: 5000 }
			);
		const laptop = page(2, one);
		await laptop.until((view) => view.lifecycle === 'lobby', 5000);
		expect(await laptop.join(circle.id)).toMatchObject({ ok: true });
		const phone = page(2, two);
		await phone.until((view) => view.lifecycle === 'lobby', 5000);
		await pagesOpen(2);
		expect(await phone.join(circle.id)).toMatchObject({ refused: 'second-device' });
		laptop.unfollow();
		await pagesOpen(1);
		expect(await phone.join(circle.id)).toMatchObject({ ok: true });
	});
});

describe('a turn in writing', () => {
	const line = (turnId: string, text: string, revision: number) => ({ turnId, text, revision });
	async function typing() {
		await checkIn();
		const first = await turnOf(circle);
		await accepted(circle, seat(first.seat), { type: 'PASS', turnId: first.turnId });
		const turn = await turnOf(circle);
		await accepted(circle, seat(turn.seat), { type: 'ACCEPT', turnId: turn.turnId, typing: true });
		return turn;
	}

	test('is shown to all as it is written, is not in the log, and is gone with the turn', async () => {
		const turn = await typing();
		const reads: Words[] = [];
		page(turn.seat === 2 ? 3 : 2, two).onWords((w) => reads.push(w));
		const writer = pageOf(circle, turn.seat, one.url);
		expect((await post(writer, 'words', line(turn.turnId, 'I am', 1))).status).toBe(200);
		await vi.waitFor(() => expect(reads.at(-1)).toMatchObject({ text: 'I am', seat: turn.seat }), { timeout: 3000 });
		await post(writer, 'words', line(turn.turnId, 'I am canary-4711', 2));
		await post(writer, 'words', line(turn.turnId, 'I', 1));
		await vi.waitFor(() => expect(reads.at(-1)?.text).toBe('I am canary-4711'), { timeout: 3000 });
		expect(await sql()`select 1 from events where data::text like '%canary%'`).toHaveLength(0);
		expect(await sql()`select text from words where gathering_id = ${circle.id}`).toMatchObject([{ text: 'I am canary-4711' }]);

		await accepted(circle, seat(1), { type: 'MOVE', turnId: turn.turnId, code: 'time' });
		expect(await sql()`select 1 from words where gathering_id = ${circle.id}`).toHaveLength(0);
		const late = await post(writer, 'words', line(turn.turnId, 'more', 3));
		expect(await late.json()).toMatchObject({ refused: 'turn-over' });
	});

	test('a page that opens in the middle reads what is there', async () => {
		const turn = await typing();
		await post(pageOf(circle, turn.seat, one.url), 'words', line(turn.turnId, 'half a thought', 1));
		const reads: Words[] = [];
		page(turn.seat === 2 ? 3 : 2, two).onWords((w) => reads.push(w));
		await vi.waitFor(() => expect(reads).toMatchObject([{ text: 'half a thought' }]), { timeout: 3000 });
	});

	test('nobody else writes in it', async () => {
		const turn = await typing();
		const other = pageOf(circle, turn.seat === 2 ? 3 : 2, one.url);
		expect(await (await post(other, 'words', line(turn.turnId, 'me', 1))).json()).toMatchObject({ refused: 'not-holder' });
	});
});

describe('the house’s own doors', () => {
	test('a forged webhook is refused', async () => {
		const answer = await fetch(`${one.url}/api/livekit/webhook`, {
			method: 'POST',
			body: JSON.stringify({ event: 'participant_left', room: { name: circle.id } }),
			headers: { authorization: 'nothing', 'content-type': 'application/webhook+json' }
		});
		expect(answer.status).toBe(401);
	});

	test('it says what it needs, part by part', async () => {
		const answer = await fetch(`${one.url}/readyz`);
		expect([answer.status, await answer.json()]).toEqual([
			200,
			{ database: 'ok', livekit: 'ok', gatherings: 'ok', late: [], silent: [], unreadable: 0 }
		]);
	});
});

test('an open stream does not hold a node that is told to end', async () => {
	await checkIn();
	const third = await startApp({ databaseUrl: process.env.DATABASE_URL!, dataDir: one.dataDir });
	const here = page(2, third);
	await here.until(() => true, 3000);
	const began = Date.now();
	await third.stop();
	expect(Date.now() - began).toBeLessThan(4000);
}, 180_000);
