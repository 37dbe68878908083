// Guards decide by the route that answers, not by the text of a path: every guarded route, spelt in every other way that leads to it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { plannedFor, type Planned } from '../support/e2e-gathering.ts';
import { person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let app: TestApp;
let plan: Planned;
/** Belongs to nothing here. */
let eve: string;
/** Signed in, and still to be asked for their consent. */
let asked: string;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl });
	plan = await plannedFor(['Mira', 'Jonas']);
	eve = `login=${await beginLogin((await person({ name: 'Eve' })).id)}`;
	asked = `login=${await beginLogin((await person({ name: 'Ask' })).id, new Date(), true)}`;
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

/** Open to anybody. Every other route refuses somebody. */
const open = [
	'',
	'sign-in',
	'sign-in/link',
	'sign-up',
	'help',
	'privacy',
	'source',
	'invite',
	'rehearsal',
	'statistics/sample',
	'healthz',
	'readyz',
	'unsubscribe/[token]',
	'soon/[token]'
];

/** Every route that reads something, from the files themselves. */
const routes = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
	.filter((file) => /\+(page|server)(\.server)?\.(ts|svelte)$/.test(file))
	.map((file) => (path.dirname(file) === '.' ? '' : path.dirname(file)))
	.filter((route, index, all) => all.indexOf(route) === index && !open.includes(route));

const filled = (route: string): string =>
	`/${route.replace(/\[id\]/, route.includes('gatherings/') ? plan.id : plan.circle).replace(/\[(\w+)\]/g, plan.id)}`;
const encoded = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`;
const spellings = (where: string): Record<string, string> => ({
	encoded: where.replace(/[a-z](?=[^/]*$)/, encoded),
	'encoded all through': where.replace(/[a-z]/g, encoded),
	'with a slash': `${where}/`,
	'as data': `${where}/__data.json`,
	'encoded, as data': `${where.replace(/[a-z]/, encoded)}/__data.json`
});

/** How an answer refuses; null for one that was given. */
async function refusal(where: string, headers: Record<string, string>): Promise<string | null> {
	const answer = await fetch(app.url + where, { redirect: 'manual', headers });
	// The same page without its slash is where a browser goes next.
	if (answer.status === 308) return refusal(new URL(answer.headers.get('location')!, app.url + where).pathname, headers);
	const json =
		answer.headers.get('content-type') === 'application/json' && answer.status === 200
			? ((await answer.json()) as { type?: string; nodes?: ({ type: string } | null)[] })
			: null;
	await answer.body?.cancel().catch(() => {});
	if (json?.type === 'redirect' || json?.nodes?.some((node) => node?.type === 'error')) return 'refused as data';
	return answer.status === 200 ? null : String(answer.status);
}

test('what a stranger, or somebody without a login, is refused, is refused in every spelling', async () => {
	expect(routes.length).toBeGreaterThan(40);
	let guarded = 0;
	for (const cookie of ['', eve, asked]) {
		for (const where of routes.map(filled)) {
			if ((await refusal(where, { cookie })) === null) continue;
			guarded++;
			for (const [how, spelt] of Object.entries(spellings(where)))
				expect(await refusal(spelt, { cookie }), `${where}, ${how}: ${spelt}`).not.toBeNull();
		}
	}
	expect(guarded).toBeGreaterThan(90);
});

test('no other site opens the live stream of a person, however it spells it', async () => {
	const cookie = `login=${plan.people[1]!.token}`;
	const stream = `/api/gatherings/${plan.id}/stream`;
	const opens = async (where: string, site: string) => {
		const answer = await fetch(app.url + where, { headers: { cookie, 'sec-fetch-site': site } });
		await answer.body?.cancel();
		return answer.status;
	};
	expect(await opens(stream, 'same-origin')).toBe(200);
	const all = [
		stream,
		stream.replace('stream', 'strea%6d'),
		stream.replace('stream', '%73tream'),
		stream.replace('/api', '/%61pi'),
		`${stream}/`,
		...Object.values(spellings(stream))
	];
	for (const spelt of all) expect([spelt, await opens(spelt, 'cross-site')]).toEqual([spelt, 403]);
});

test('what is signed and may come from anywhere is that and nothing spelt like it', async () => {
	const post = async (where: string) =>
		(await fetch(app.url + where, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status;
	for (const where of [
		'/api/unsubscribe/x/../../gatherings',
		'/api/livekit/webhook/x',
		`/api/unsubscribe/x%2f..%2f..%2faccount`,
		'/api/unsubscribe',
		'/account?/api/unsubscribe/x'
	]) {
		expect([where, [403, 404].includes(await post(where))]).toEqual([where, true]);
	}
	expect(await post('/api/unsubscribe/nonsense')).not.toBe(403);
	expect(await post('/%61pi/unsubscribe/nonsense')).not.toBe(403);
});
