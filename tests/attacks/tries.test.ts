// Tries are counted once for the whole place: two nodes give no second lot of them, a restart none anew; and where they cannot be
// counted nobody waits, and a call for support least of all.
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { quietProxy, type QuietProxy } from '../support/quiet-proxy.ts';
import { person } from '../support/people.ts';
import { pageOf, seated, sitting } from '../support/seated.ts';
import { freshDatabase, startApp, type TestApp, type TestAppOptions } from '../support/servers.ts';

const password = 'four quiet words here';
const network = '203.0.113.9';
/** Of an address, from one network, in a quarter of an hour. */
const triesOf = 10;
/** What is not counted in time is counted in memory: far below what a request may take. */
const soonMs = 6000;
/** A request is answered by then, whatever stands still. */
const answeredMs = 22_000;

let databaseUrl: string;
let passwordHash: string;
let proxy: QuietProxy;
const nodes: TestApp[] = [];
const start = (more: Partial<TestAppOptions> = {}) => startApp({ databaseUrl, env: { ADDRESS_HEADER: 'x-network' }, ...more });

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	const through = new URL(databaseUrl);
	proxy = await quietProxy({ host: through.hostname, port: Number(through.port) });
	through.host = `127.0.0.1:${proxy.port}`;
	nodes.push(await start(), await start(), await start({ databaseUrl: through.href }));
	passwordHash = await hashPassword(password);
}, 240_000);
afterAll(async () => {
	proxy?.goOn();
	for (const node of nodes) await node.stop();
	await proxy?.close();
	await closeDb();
});

const somebody = () => person({ passwordHash });
const tries = (node: TestApp, { email }: { email: string }, typed: string, from = network) =>
	fetch(`${node.url}/sign-in?/password`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: 'null', 'sec-fetch-site': 'same-origin', accept: 'text/html', 'x-network': from },
		body: new URLSearchParams({ email, password: typed })
	});
const stopped = async (answer: Response) => (await answer.text()).includes('asked for often');

test('ten tries over two nodes are ten tries: the eleventh is stopped at either, and another network is not', async () => {
	const ana = await somebody();
	const [one, two] = nodes as [TestApp, TestApp];
	for (let n = 0; n < triesOf; n++) expect(await stopped(await tries(n % 2 ? one : two, ana, `a guess ${n}`)), `try ${n + 1}`).toBe(false);
	expect([await stopped(await tries(one, ana, password)), await stopped(await tries(two, ana, password))]).toEqual([true, true]);
	expect((await tries(one, ana, password, '192.0.2.1')).status).toBe(303);
});

test('tries at the same moment are counted as well: of 30 at two nodes ten are looked at', async () => {
	const ana = await somebody();
	const answers = await Promise.all(Array.from({ length: 30 }, async (_, n) => stopped(await tries(nodes[n % 2]!, ana, `a guess ${n}`))));
	expect(answers.filter((no) => !no)).toHaveLength(triesOf);
}, 120_000);

test('a restart forgets nothing', async () => {
	const ana = await somebody();
	for (let n = 0; n < triesOf; n++) await tries(nodes[0]!, ana, `a guess ${n}`);
	const { dataDir, port } = nodes[0]!;
	await nodes[0]!.kill('SIGKILL');
	nodes[0] = await start({ dataDir, port });
	expect(await stopped(await tries(nodes[0], ana, password))).toBe(true);
}, 120_000);

test('the right password forgives the tries before it, at every node', async () => {
	const ana = await somebody();
	for (let n = 0; n < triesOf - 1; n++) await tries(nodes[0]!, ana, `a guess ${n}`);
	expect((await tries(nodes[1]!, ana, password)).status).toBe(303);
	for (let n = 0; n < triesOf; n++) expect(await stopped(await tries(nodes[0]!, ana, `a guess ${n}`))).toBe(false);
});

test('what is kept of them names nobody, and goes when its time is over', async () => {
	const ana = await somebody();
	await tries(nodes[0]!, ana, 'a guess');
	const rows = await sql()<{ row: string }[]>`select row_to_json(t)::text as row from tries t`;
	expect(rows.length).toBeGreaterThan(1);
	expect(rows.filter(({ row }) => row.includes(ana.email) || row.includes(network))).toEqual([]);
	await forget(new Date(Date.now() + 3_600_000));
	expect(await sql()`select 1 from tries`).toHaveLength(0);
});

test('[N1] the count gives no answer: a sign-in is soon done all the same, tries are still stopped, and a call is taken at once', async () => {
	const at = await seated(['facilitator', 'participant', 'participant']);
	await sitting(at, 'check-in');
	const caller = pageOf(at, 2, nodes[0]!.url);
	caller.follow(at.id);
	await caller.until(() => true, 10_000);
	const [ana, bo] = [await somebody(), await somebody()];
	const other = postgres(databaseUrl, { max: 1 });
	await other.begin(async (q) => {
		await q`lock table tries in access exclusive mode`;
		const began = performance.now();
		const signsIn = tries(nodes[0]!, ana, password);
		expect(await caller.act({ type: 'SUPPORT', whom: 'me' }, randomUUID())).toMatchObject({ ok: true });
		expect(performance.now() - began).toBeLessThan(1500);
		expect((await signsIn).status).toBe(303);
		expect(performance.now() - began).toBeLessThan(soonMs);
		for (let n = 0; n < triesOf; n++) await tries(nodes[0]!, bo, `a guess ${n}`);
		expect(await stopped(await tries(nodes[0]!, bo, password))).toBe(true);
	});
	await other.end();
	expect((await viewOf(at.id, 1))!.facilitation!.signals).toHaveLength(1);
	caller.unfollow();
}, 120_000);

test('[N1] the whole database stands still: whoever signs in has an answer in the time of every request', async () => {
	const ana = await somebody();
	expect((await tries(nodes[2]!, ana, password)).status).toBe(303);
	proxy.hang();
	const began = performance.now();
	expect([500, 503], 'an honest no').toContain((await tries(nodes[2]!, ana, password, '192.0.2.7')).status);
	expect(performance.now() - began).toBeLessThan(answeredMs);
	proxy.goOn();
	await expect.poll(async () => (await tries(nodes[2]!, ana, password, '192.0.2.8')).status, { timeout: 15_000 }).toBe(303);
}, 120_000);
