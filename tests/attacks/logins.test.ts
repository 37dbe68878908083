// What a login opened ends with it, on every node; but no clock ends it under somebody who sits, and a call from a seat is always taken.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { setPassword, signOutEverywhere } from '../../src/lib/server/accounts/accounts.ts';
import { endLogin } from '../../src/lib/server/accounts/ending.ts';
import { beginLogin, readLogin } from '../../src/lib/server/accounts/login.ts';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { lockAccount } from '../../src/lib/server/operator/locks.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { hashOf } from '../../src/lib/server/ground/secrets.ts';
import { Native } from '../../src/lib/server/simulated/native.ts';
import { voice } from '../../src/lib/server/simulated/sound.ts';
import { plannedFor, told, type Planned, type Somebody } from '../support/e2e-gathering.ts';
import { person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let nodes: TestApp[];
let plan: Planned;
let mira: Somebody;
const toEnd: (() => unknown)[] = [];
/** From the end of a login to the end of what it opened. */
const soon = { timeout: 8000, interval: 50 };

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	nodes = [];
	for (let n = 0; n < 2; n++) nodes.push(await startApp({ databaseUrl }));
});
afterEach(async () => {
	for (const end of toEnd.splice(0)) await end();
});
afterAll(async () => {
	for (const app of nodes ?? []) await app.stop();
	await closeDb();
});

const at = (where: string, token: string, n = 0, more: RequestInit = {}) =>
	fetch(`${nodes[n]!.url}/api/gatherings/${plan.id}/${where}`, {
		redirect: 'manual',
		...more,
		headers: { cookie: `login=${token}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...more.headers }
	});
const post = (where: string, token: string, body: object, headers: Record<string, string> = {}) =>
	at(where, token, 0, { method: 'POST', body: JSON.stringify(body), headers });
const calls = (token: string, stream = '') =>
	post('commands', token, { commandId: randomUUID(), command: { type: 'SUPPORT', whom: 'me' } }, stream ? { 'x-stream': stream } : {});
const page = (path: string, token: string) => fetch(nodes[0]!.url + path, { redirect: 'manual', headers: { cookie: `login=${token}` } });

/** A page's stream: what it said, and whether it is open. */
async function opens(token: string, n = 0) {
	const given = new AbortController();
	toEnd.push(() => given.abort());
	const answer = await at('stream', token, n, { signal: given.signal });
	const stream = { said: '', open: answer.status === 200, name: '', status: answer.status };
	const decoder = new TextDecoder();
	const reads = async () => {
		for await (const bytes of answer.body!) stream.said += decoder.decode(bytes as Uint8Array);
		stream.open = false;
	};
	void reads().catch(() => (stream.open = false));
	if (stream.open) await vi.waitFor(() => expect(stream.said).toContain('event: view'), soon);
	stream.name = /event: stream\ndata: "([^"]+)"/.exec(stream.said)?.[1] ?? '';
	return stream;
}

/** Jonas joins by this login as a page does, with sound. */
async function comesIn(token: string, device = 'laptop', moveHere = false) {
	const answer = await post('join', token, { commandId: randomUUID(), device, moveHere, camera: true });
	const ticket = (await answer.json()) as { url: string; token: string; identity: string };
	expect(answer.status, JSON.stringify(ticket)).toBe(200);
	let here = true;
	const native = await Native.connect({ url: ticket.url, token: ticket.token, sound: voice(120), onGone: () => (here = false) });
	toEnd.push(() => native.leave());
	return { identity: ticket.identity, here: () => here };
}
async function sits(): Promise<Somebody> {
	plan = await plannedFor(['Mira', 'Jonas']);
	mira = plan.people[0]!;
	await vi.waitFor(async () => expect((await told(plan.id)).lifecycle).toBe('lobby'), soon);
	return plan.people[1]!;
}
const seatOf = async (n: number) => (await told(plan.id)).context.seats.find(({ seat }) => seat === n)!;
const devices = async (accountId: string) =>
	(await sql()<{ endpoint: string }[]>`select endpoint from push_devices where account_id = ${accountId} order by endpoint`).map(
		({ endpoint }) => endpoint
	);
const device = (accountId: string, endpoint: string, loginId: string | null) =>
	sql()`insert into push_devices (account_id, endpoint, p256dh, auth, login_id) values (${accountId}, ${endpoint}, 'x', 'x', ${loginId})`;

const ends: [string, (who: Somebody) => Promise<unknown>][] = [
	['sign out everywhere', ({ accountId }) => signOutEverywhere(accountId)],
	['a new password', ({ accountId }) => setPassword(accountId, 'four quiet words here')],
	['that login alone', ({ token }) => endLogin(hashOf(token))]
];

test.each(ends)(
	'[W1] %s: streams close on both nodes and say why, voice and picture are put out, the device is forgotten',
	async (_, ended) => {
		const jonas = await sits();
		await device(jonas.accountId, randomUUID(), hashOf(jonas.token));
		const [here, there, hers] = [await opens(jonas.token), await opens(jonas.token, 1), await opens(mira.token)];
		const media = await comesIn(jonas.token);
		await vi.waitFor(async () => expect((await seatOf(2)).connection).toBe('present'), { timeout: 15_000, interval: 100 });
		await ended(jonas);
		await vi.waitFor(() => expect([here.open, there.open]).toEqual([false, false]), soon);
		for (const { said } of [here, there]) expect(said).toContain('event: signed-out');
		await vi.waitFor(async () => expect([(await seatOf(2)).identity, media.here()]).toEqual([null, false]), soon);
		expect(await devices(jonas.accountId)).toEqual([]);
		expect([hers.open, (await opens(jonas.token)).status]).toEqual([true, 401]);
		expect((await seatOf(2)).standing, 'the seat is kept').toBe('admitted');
	}
);

test('[W1] a lock ends all of it, and what another login opened goes on when one of two is ended', async () => {
	const jonas = await sits();
	const phone = await beginLogin(jonas.accountId);
	await device(jonas.accountId, 'https://phone', hashOf(phone));
	await device(jonas.accountId, 'https://laptop', hashOf(jonas.token));
	const [laptop, other] = [await opens(jonas.token), await opens(phone, 1)];
	const media = await comesIn(phone, 'phone');
	await endLogin(hashOf(jonas.token));
	await vi.waitFor(() => expect(laptop.open).toBe(false), soon);
	expect([other.open, media.here(), (await seatOf(2)).identity]).toEqual([true, true, media.identity]);
	expect(await devices(jonas.accountId)).toEqual(['https://phone']);
	await lockAccount(jonas.accountId, plan.hostId);
	await vi.waitFor(async () => expect([other.open, media.here(), (await seatOf(2)).standing]).toEqual([false, false, 'removed']), soon);
	expect(await devices(jonas.accountId)).toEqual([]);
});

test('a login whose week is over ends at the next door, not under somebody who sits: every press is taken, also after a reload', async () => {
	const jonas = await sits();
	const stream = await opens(jonas.token);
	const media = await comesIn(jonas.token);
	await sql()`update logins set started_at = now() - interval '8 days', expires_at = now() - interval '1 minute' where id = ${hashOf(jonas.token)}`;
	await forget();
	expect((await calls(jonas.token)).status).toBe(200);
	expect((await told(plan.id)).context.signals.filter((one) => !one.closed)).toHaveLength(1);
	expect((await page('/account', jonas.token)).headers.get('location')).toBe('/sign-in?to=%2Faccount');
	expect((await page(`/gatherings/${plan.id}/circle`, jonas.token)).status).toBe(200);
	expect([stream.open, media.here()]).toEqual([true, true]);
	// Nowhere else, and no longer than they sit.
	expect(
		(
			await fetch(`${nodes[0]!.url}/api/device`, {
				method: 'PUT',
				headers: { cookie: `login=${jonas.token}`, 'sec-fetch-site': 'same-origin' },
				body: '{}'
			})
		).status
	).toBe(401);
	expect((await post('commands', jonas.token, { commandId: randomUUID(), command: { type: 'LEAVE' } })).status).toBe(200);
	for (const end of toEnd.splice(0)) await end();
	await vi.waitFor(async () => expect((await calls(jonas.token)).status).toBe(401), soon);
	expect(await readLogin(jonas.token)).toBeNull();
});

test('a credential given in the middle puts nobody out of the circle; their next door asks them to sign in', async () => {
	const jonas = await sits();
	const stream = await opens(jonas.token);
	const media = await comesIn(jonas.token);
	await grantCredential(jonas.accountId, new Date(Date.now() + 86_400_000), 'command');
	expect((await calls(jonas.token)).status).toBe(200);
	expect((await page('/account', jonas.token)).status).toBe(303);
	expect([stream.open, media.here(), (await seatOf(2)).identity]).toEqual([true, true, media.identity]);
});

test('signed out everywhere from elsewhere: the call from the seat is taken, and nothing else of it', async () => {
	const jonas = await sits();
	const stream = await opens(jonas.token);
	await comesIn(jonas.token);
	await signOutEverywhere(jonas.accountId);
	await vi.waitFor(() => expect(stream.open).toBe(false), soon);
	expect((await calls(jonas.token, stream.name)).status).toBe(200);
	expect((await told(plan.id)).context.signals.map(({ seat, withdrawn }) => ({ seat, withdrawn }))).toEqual([
		{ seat: 2, withdrawn: false }
	]);
	const named = { 'x-stream': stream.name };
	expect((await post('commands', jonas.token, { commandId: randomUUID(), command: { type: 'LEAVE' } }, named)).status).toBe(401);
	expect((await post('here', jonas.token, {}, named)).status).toBe(401);
	// A name that nobody was given calls for nobody, and no other gathering is called by this one.
	expect((await calls(jonas.token, randomUUID())).status).toBe(401);
	const there = plan.id;
	await sits();
	expect(plan.id).not.toBe(there);
	expect((await calls(jonas.token, stream.name)).status).toBe(401);
});

test('a seat that is somebody else’s by now is not called from by whoever had it', async () => {
	const jonas = await sits();
	const stream = await opens(jonas.token);
	await signOutEverywhere(jonas.accountId);
	await vi.waitFor(() => expect(stream.open).toBe(false), soon);
	const eve = await person();
	await sql()`update seats set account_id = ${eve.id}, reserved_at = now() where gathering_id = ${plan.id} and seat = 2`;
	expect((await calls(jonas.token, stream.name)).status).toBe(401);
});

describe('devices', () => {
	const password = 'four quiet words here';
	const keys = { p256dh: 'x'.repeat(20), auth: 'x'.repeat(20) };
	const form = (where: string, fields: Record<string, string>, cookie: string) =>
		fetch(nodes[0]!.url + where, {
			method: 'POST',
			redirect: 'manual',
			headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html', cookie },
			body: new URLSearchParams(fields)
		});
	const cookies = (answer: Response): string =>
		answer.headers
			.getSetCookie()
			.map((line) => line.split(';')[0])
			.filter((pair) => !pair!.endsWith('='))
			.join('; ');
	const enters = async ({ email }: { email: string }, cookie = '') =>
		cookies(await form('/sign-in?/password', { email, password }, cookie));
	const told = async (method: string, endpoint: string, cookie: string) => {
		const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', cookie };
		const answer = await fetch(`${nodes[0]!.url}/api/device`, {
			method,
			headers,
			body: JSON.stringify({ endpoint: `https://fcm.googleapis.com/${endpoint}`, ...keys })
		});
		return { status: answer.status, ...((await answer.json()) as { kept?: boolean }) };
	};
	const somebody = async (passwordHash: string) => person({ passwordHash });
	let hash: string;
	beforeAll(async () => {
		hash = await hashPassword(password);
	});

	test('signing out forgets this browser’s device and no other, also when a newer login is the one that signs out', async () => {
		const ana = await somebody(hash);
		const [laptop, phone] = [await enters(ana), await enters(ana)];
		expect((await told('POST', 'laptop', laptop)).status).toBe(200);
		expect((await told('POST', 'phone', phone)).status).toBe(200);
		// By a clock: nobody wished it, and who is on call is still woken.
		await sql()`update logins set started_at = now() - interval '8 days' where id = ${hashOf(/login=([^;]+)/.exec(laptop)![1]!)}`;
		expect((await page('/account', /login=([^;]+)/.exec(laptop)![1]!)).status).toBe(303);
		expect(await devices(ana.id)).toHaveLength(2);
		const again = await enters(ana, /browser=[^;]+/.exec(laptop)![0]);
		await form('/sign-out', {}, again);
		expect(await devices(ana.id)).toEqual(['https://fcm.googleapis.com/phone']);
		await form('/account?/everywhere', {}, phone);
		expect(await devices(ana.id)).toEqual([]);
	});

	test('whoever signs in next on that browser is told nothing of somebody else’s, and reads that nothing is shown there', async () => {
		const [ana, bo] = [await somebody(hash), await somebody(hash)];
		const hers = await enters(ana);
		await told('POST', 'shared', hers);
		expect((await told('PUT', 'shared', hers)).kept).toBe(true);
		const his = await enters(bo, /browser=[^;]+/.exec(hers)![0]);
		expect((await told('PUT', 'shared', his)).kept).toBe(false);
		expect(await devices(ana.id), 'nor is she woken on a browser that is his now').toEqual([]);
	});

	test('with ten devices a known one is kept again, and only an eleventh is refused', async () => {
		const ana = await somebody(hash);
		const hers = await enters(ana);
		for (let n = 0; n < 10; n++) expect((await told('POST', `n${n}`, hers)).status).toBe(200);
		expect([(await told('POST', 'n3', hers)).status, (await told('POST', 'eleventh', hers)).status]).toEqual([200, 409]);
		expect((await told('PUT', 'n3', hers)).kept).toBe(true);
		expect(await devices(ana.id)).toHaveLength(10);
	});

	test('a new password in one tab leaves who sits in another where they are; every other login ends', async () => {
		const jonas = await sits();
		await sql()`update accounts set password_hash = ${hash} where id = ${jonas.accountId}`;
		const [stream, media] = [await opens(jonas.token), await comesIn(jonas.token)];
		const other = await beginLogin(jonas.accountId);
		const set = await form('/account?/password', { old: password, new: 'other quiet words here' }, `login=${jonas.token}`);
		const token = /login=([^;]+)/.exec(cookies(set))![1]!;
		expect(token).not.toBe(jonas.token);
		expect((await calls(token)).status).toBe(200);
		expect((await calls(jonas.token)).status).toBe(401);
		expect(await readLogin(other)).toBeNull();
		expect([stream.open, media.here(), (await seatOf(2)).identity]).toEqual([true, true, media.identity]);
	});
});
