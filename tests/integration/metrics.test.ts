// The numbers of a node: what happens is in them, nobody is, and only who has the token reads them. The dashboard and the alerts
// name what is there.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import { quietProxy, type QuietProxy } from '../support/quiet-proxy.ts';
import { pageOf, seated, sitting, turnOf, type Seated } from '../support/seated.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const token = 'a long word for the collector';
let at: Seated;
let node: TestApp;
let other: TestApp;
let proxy: QuietProxy;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	const through = new URL(databaseUrl);
	proxy = await quietProxy({ host: through.hostname, port: Number(through.port) });
	through.host = `127.0.0.1:${proxy.port}`;
	node = await startApp({ databaseUrl, env: { METRICS_TOKEN: token } });
	other = await startApp({ databaseUrl: await freshDatabase() });
	at = await seated(['facilitator', 'participant', 'participant']);
	await sitting(at, 'check-in');
}, 240_000);
afterAll(async () => {
	await node?.stop();
	await other?.stop();
	await proxy?.close();
	await closeDb();
});

const asks = (base: string, authorization?: string) => fetch(`${base}/metrics`, { headers: authorization ? { authorization } : {} });
const scraped = async (base = node.url): Promise<string> => (await asks(base, `Bearer ${token}`)).text();

/** Every sample by its name with its labels. Throws at a line that is not of the format. */
function samples(text: string): Map<string, number> {
	const found = new Map<string, number>();
	for (const line of text.split('\n').filter((one) => one !== '' && !/^# (HELP|TYPE) [a-zA-Z_:][\w:]* /.test(one))) {
		const [, name, value] =
			/^([a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*",?)*\})?) (-?[\d.e+-]+|nan|[+-]inf)$/i.exec(line) ??
			expect.fail(`no sample: ${line}`);
		expect(found.has(name!), `twice: ${name}`).toBe(false);
		found.set(name!, Number(value));
	}
	return found;
}
const read = async () => samples(await scraped());
const commands = (kind: string, answer: string) => `evenround_commands_total{kind="${kind}",answer="${answer}"}`;
const soon = { timeout: 10_000, interval: 200 };

test('without a token set there is no such page, with a wrong one or none it is refused', async () => {
	expect((await asks(other.url)).status).toBe(404);
	expect((await asks(other.url, 'Bearer ')).status).toBe(404);
	for (const wrong of [undefined, 'Bearer ', `Bearer ${token} `.trim() + 'x', token, `Basic ${token}`])
		expect([wrong, (await asks(node.url, wrong)).status]).toEqual([wrong, 401]);
	const given = await asks(node.url, `Bearer ${token}`);
	expect([given.status, given.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
});

test('a press, a no, a pause and a call are in the numbers, and what becomes of the call; nobody is', async () => {
	const pages = [1, 2, 3].map((n) => pageOf(at, n, node.url));
	for (const page of pages) page.follow(at.id);
	await Promise.all(pages.map((page) => page.until(() => true, 10_000)));
	await vi.waitFor(
		async () =>
			expect(Object.fromEntries(await read())).toMatchObject({
				evenround_leases: 1,
				evenround_streams: 3,
				'evenround_gatherings{state="live"}': 1
			}),
		soon
	);
	const before = await read();
	const more = (now: Map<string, number>, name: string) => (now.get(name) ?? 0) - (before.get(name) ?? 0);

	const { turnId, seat } = await turnOf(at);
	expect(await pages[seat - 1]!.act({ type: 'ACCEPT', turnId, typing: false })).toMatchObject({ ok: true });
	expect(await pages[seat % 3]!.act({ type: 'FINISH', turnId })).toMatchObject({ refused: 'not-holder' });
	expect(await pages[0]!.act({ type: 'TAKEOVER', kind: 'support', seat: null })).toMatchObject({ ok: true });
	expect(await pages[2]!.act({ type: 'SUPPORT', whom: 'me' })).toMatchObject({ ok: true });
	await vi.waitFor(async () => expect((await read()).get('evenround_calls_open{state="calling"}')).toBe(1), soon);
	const now = await read();
	expect([
		more(now, commands('piece', 'accepted')),
		more(now, commands('piece', 'not-holder')),
		more(now, commands('pause', 'accepted')),
		more(now, commands('care', 'accepted'))
	]).toEqual([1, 1, 1, 1]);
	expect(more(now, 'evenround_command_seconds_count')).toBeGreaterThanOrEqual(4);
	expect(more(now, 'evenround_stream_lag_seconds_count')).toBeGreaterThanOrEqual(3);
	expect(now.get('evenround_call_unattended_seconds')).toBeGreaterThan(0);
	expect(now.get('evenround_media_asked_total{answer="answered"}')).toBeGreaterThan(0);
	expect(now.get('evenround_database_up')).toBe(1);

	const { signals } = (await viewOf(at.id, 1))!.facilitation!;
	expect(await pages[0]!.act({ type: 'ANSWER_SUPPORT', signalId: signals[0]!.id, answer: 'seen' })).toMatchObject({ ok: true });
	await vi.waitFor(async () => expect((await read()).get('evenround_calls_open{state="attended"}')).toBe(1), soon);
	const text = await scraped();
	expect(samples(text).get('evenround_call_unattended_seconds')).toBe(0);
	for (const word of [
		at.id,
		at.circle,
		'A circle',
		'Person',
		'example.org',
		turnId,
		signals[0]!.id,
		'SUPPORT',
		'TAKEOVER',
		...[...at.cookies.values()].flatMap((one) => Object.values(one))
	])
		expect(text).not.toContain(word);
	for (const page of pages) page.unfollow();
}, 60_000);

test('the database stands still: the numbers of the node come all the same, and say so; nothing old is said on', async () => {
	const through = new URL(process.env.DATABASE_URL!);
	through.host = `127.0.0.1:${proxy.port}`;
	const third = await startApp({ databaseUrl: through.href, env: { METRICS_TOKEN: token } });
	expect(samples(await scraped(third.url)).get('evenround_database_up')).toBe(1);
	proxy.hang();
	const began = performance.now();
	const now = samples(await scraped(third.url));
	expect(performance.now() - began).toBeLessThan(5000);
	expect([now.get('evenround_database_up'), now.get('evenround_alerts_open'), now.has('process_cpu_seconds_total')]).toEqual([
		0,
		undefined,
		true
	]);
	proxy.goOn();
	await vi.waitFor(async () => expect(samples(await scraped(third.url)).get('evenround_alerts_open')).toBe(0), { timeout: 20_000 });
	await third.stop();
}, 90_000);

test('the dashboard and the alerts ask for nothing that is not there, and docs/running.md says what each alert means', async () => {
	const there = new Set(
		[...(await scraped()).matchAll(/^# TYPE (\S+) (\w+)$/gm)].flatMap(([, name, type]) =>
			type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name!]
		)
	);
	const names = (expr: string) => [...expr.replace(/"[^"]*"/g, '').matchAll(/\b(?:evenround|process|nodejs)_\w+/g)].map(([name]) => name);
	const { panels } = JSON.parse(readFileSync('deploy/grafana-dashboard.json', 'utf8')) as { panels: { targets: { expr: string }[] }[] };
	const { groups } = parse(readFileSync('deploy/alerts.yaml', 'utf8')) as {
		groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
	};
	const rules = groups.flatMap((group) => group.rules);
	const asked = [
		...panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => names(expr))),
		...rules.flatMap(({ expr }) => names(expr))
	];
	expect(new Set(asked).size).toBeGreaterThan(25);
	expect(asked.filter((name) => !there.has(name))).toEqual([]);
	const docs = readFileSync('docs/running.md', 'utf8');
	expect(rules.filter(({ alert }) => !docs.includes(`| \`${alert}\` |`)).map(({ alert }) => alert)).toEqual([]);
	// What the place counts of itself, somebody looks at.
	const shown = new Set(asked.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
	expect(
		[...there]
			.filter((name) => name.startsWith('evenround_'))
			.map((name) => name.replace(/_(bucket|sum|count)$/, ''))
			.filter((name) => !shown.has(name))
	).toEqual([]);
});
