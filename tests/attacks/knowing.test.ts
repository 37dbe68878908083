// Nobody learns whether an address has an account here, nor a name behind it, before its owner's own yes: by page, answer, mail or row.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { createCircle } from '../../src/lib/server/circles/circles.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { askForRole, rolesAskedOf } from '../../src/lib/server/planning/role-asks.ts';
import { circleOf, person, type Person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let app: TestApp;
/** Anew for each test: a host types so many addresses an hour. */
let host: Person;
let cookie: string;
/** Those whose address somebody types: a credentialed one, one without, one who is locked out, and nobody at all. */
let typed: Record<'credentialed' | 'plain' | 'locked' | 'nobody', string>;
let wren: Person;
const name = 'Wren of the canaries';

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl, runs: ['mails'] });
	wren = await person({ name });
	await grantCredential(wren.id, new Date(Date.now() + 86_400_000), 'command');
	const [plain, locked] = [await person({ name }), await person({ name, locked: true })];
	typed = { credentialed: wren.email, plain: plain.email, locked: locked.email, nobody: `${crypto.randomUUID()}@example.org` };
});
beforeEach(async () => {
	host = await person({ name: 'Hanna' });
	cookie = `login=${await beginLogin(host.id)}`;
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

const post = (where: string, fields: Record<string, string>, by = cookie) =>
	fetch(app.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: 'null', 'sec-fetch-site': 'same-origin', accept: 'text/html', cookie: by },
		body: new URLSearchParams(fields)
	});
const read = async (where: string, by = cookie) => (await fetch(app.url + where, { headers: { cookie: by } })).text();
/** What differs by itself: addresses, ids, nonces, one-time words. */
const bare = (text: string) =>
	text
		.replaceAll(/[\w-]{36}(@example\.org)?/g, '·')
		.replaceAll(/name="once" value="\w+"/g, '')
		.replaceAll(/new Date\(\d+\)|invite#[\w-]{22}/g, '')
		.replaceAll(/nonce="[^"]*"|nonce-[^"']*/g, '')
		.replaceAll(/__sveltekit_\w+|data-sveltekit-hydrate="\w+"/g, '');
/** A few words from where two texts part; empty when they are one. */
function firstDifference(one = '', other = ''): string {
	if (one === other) return '';
	const at = [...one].findIndex((letter, index) => letter !== other[index]);
	return `${one.slice(Math.max(0, at - 60), at + 60)} | ${other.slice(Math.max(0, at - 60), at + 60)}`;
}
const told = async (address: string): Promise<string[]> => {
	const dir = path.join(app.dataDir, 'outbox');
	const mails = await Promise.all((await readdir(dir).catch(() => [])).map((file) => readFile(path.join(dir, file), 'utf8')));
	return mails
		.filter((mail) => mail.includes(`To: ${address}`))
		.map((mail) => bare(mail.replace(/^(Date|Message-ID): .*$|(?<=asks for a code, it is: )\S+/gm, '')));
};

/** Every place where somebody types another person's address, in a circle of its own for each. */
const doors = [
	['holder', (id: string) => `/circles/${id}?/holder`, { role: 'guardian' }, (id: string) => `/circles/${id}`],
	['co-facilitator', (id: string) => `/circles/${id}?/holder`, { role: 'coFacilitator' }, (id: string) => `/circles/${id}`],
	['host', (id: string) => `/circles/${id}/host?/host`, {}, (id: string) => `/circles/${id}/host`],
	['substitute', (id: string) => `/circles/${id}/host?/substitute`, {}, (id: string) => `/circles/${id}/host`],
	[
		'knows how a circle works',
		(id: string) => `/circles/${id}/requests?/grant`,
		{ evening: 'first-evening' },
		(id: string) => `/circles/${id}/requests`
	],
	['invitation', (id: string) => `/circles/${id}?/mail`, {}, (id: string) => `/circles/${id}`]
] as const;
const ownCircle = () =>
	createCircle(host.id, host.name, {
		title: 'A circle',
		theme: '',
		isFor: '',
		isNot: '',
		access: 'open',
		formatId: null,
		prerequisite: 'first-evening'
	});

describe.each(doors)('%s', (_, action, more, pageOf) => {
	test('answers, and shows afterwards, the same for every address, and names nobody', async () => {
		const seen: Record<string, string>[] = [];
		for (const address of Object.values(typed)) {
			const id = await ownCircle();
			const answer = await post(action(id), { email: address, to: address, ...more });
			const after = await read(pageOf(id));
			expect(after).not.toContain('canaries');
			const stranger = `login=${await beginLogin((await person()).id)}`;
			expect(await read(`/circles/${id}`, stranger), 'nor their address, to anybody else').not.toContain(address);
			expect(await sql()`select 1 from members where circle_id = ${id}`).toHaveLength(1);
			seen.push({
				status: String(answer.status),
				where: answer.headers.get('location') ?? '',
				body: bare(await answer.text()),
				after: bare(after)
			});
		}
		for (const one of seen) for (const what of Object.keys(one)) expect(firstDifference(one[what], seen[0]![what]), what).toBe('');
		expect(seen[0]!.status).toBe('200');
	});
});

test('the mail is one and the same for every address, and names neither circle, host nor role', async () => {
	await vi.waitFor(
		async () => expect((await sql()`select 1 from mails where handed_over_at is null and dropped_at is null`).length).toBe(0),
		{ timeout: 20_000, interval: 100 }
	);
	const all = await Promise.all(Object.values(typed).map(told));
	expect(all[0]!.length).toBeGreaterThan(3);
	for (const mails of all) {
		expect([...mails].sort()).toEqual([...all[0]!].sort());
		expect(mails.join('')).not.toMatch(/A circle|Hanna|canaries|guardian/);
	}
});

/** Every statement the asking makes, by how often each table is touched. */
async function work(email: string, id: string): Promise<unknown> {
	const before = await counts();
	await askForRole(id, email, 'host', host.id);
	const after = await counts();
	return Object.fromEntries(
		Object.entries(after)
			.map(([table, n]) => [table, n - (before[table] ?? 0)])
			.filter(([, n]) => n !== 0)
	);
}
const counts = async (): Promise<Record<string, number>> => {
	const rows = await sql()<{ name: string; n: number }[]>`
		select 'asks' as name, count(*)::int as n from role_asks union all select 'mails', count(*)::int from mails
		union all select 'deliveries', count(*)::int from deliveries union all select 'audit', count(*)::int from audit`;
	return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
};

test('the work is the same, too: for every address, and for one that said no and is asked again', async () => {
	const made = await Promise.all(Object.values(typed).map(() => circleOf(host)));
	const works: unknown[] = [];
	for (const [index, address] of Object.values(typed).entries()) works.push(await work(address, made[index]!));
	for (const one of works) expect(one).toEqual({ asks: 1, mails: 1, deliveries: 1 });
	const [asked] = await rolesAskedOf(wren.email).then((all) => all.filter(({ role }) => role === 'host').slice(-1));
	const her = `login=${await beginLogin(wren.id)}`;
	expect((await post('/asked?/role', { id: asked!.id, said: 'no' }, her)).status).toBe(303);
	for (const [index, address] of Object.values(typed).entries())
		expect(await work(address, made[index]!)).toEqual({ mails: 1, deliveries: 1 });
});

test('of a no nobody learns; asked, taken back and asked again, whoever said no is left in peace', async () => {
	const id = await circleOf(host);
	const both = [wren.email, typed.nobody];
	const page = async () => (await read(`/circles/${id}/host`)).split('data-testid="pending"').length - 1;
	for (const email of both) await post(`/circles/${id}/host?/host`, { email });
	const mine = async () =>
		(await sql()<{ id: string }[]>`select id from role_asks where circle_id = ${id} and email = ${wren.email}`)[0]!.id;
	const her = `login=${await beginLogin(wren.id)}`;
	expect(await read('/asked', her)).toContain('a host of this circle?');
	expect((await post('/asked?/role', { id: await mine(), said: 'no' }, her)).status).toBe(303);
	expect(await page(), 'both still stand there').toBe(2);
	await post(`/circles/${id}/host?/unask`, { id: await mine() });
	expect(await page()).toBe(1);
	await post(`/circles/${id}/host?/host`, { email: wren.email });
	expect(await page()).toBe(2);
	expect(await sql()`select 1 from role_asks where circle_id = ${id} and email = ${wren.email} and refused_at is not null`).toHaveLength(1);
	expect((await post('/asked?/role', { id: await mine(), said: 'yes' }, her)).status).toBe(409);
	// After a while both are gone.
	await forget(new Date(Date.now() + 31 * 86_400_000));
	expect(await sql()`select 1 from role_asks where circle_id = ${id}`).toHaveLength(0);
});

test('only whoever owns the address says yes to it; then they are named, with their credential, and belong to it', async () => {
	const id = await ownCircle();
	await post(`/circles/${id}?/holder`, { email: wren.email, role: 'guardian' });
	const [asked] = await sql()<{ id: string }[]>`select id from role_asks where circle_id = ${id}`;
	const eve = `login=${await beginLogin((await person({ name: 'Eve' })).id)}`;
	expect((await post('/asked?/role', { id: asked!.id, said: 'yes' }, eve)).status).toBe(409);
	expect(await read(`/circles/${id}`, eve)).not.toContain('canaries');
	const her = `login=${await beginLogin(wren.id)}`;
	expect(await read('/circles', her)).toContain('asked to hold');
	expect((await post('/asked?/role', { id: asked!.id, said: 'yes' }, her)).status).toBe(303);
	const page = await read(`/circles/${id}`, eve);
	expect(page).toContain('canaries');
	expect(page).toContain('Credential until');
	expect(await sql()`select 1 from members where circle_id = ${id} and account_id = ${wren.id}`).toHaveLength(1);
	expect(await read(`/circles/${id}`)).not.toContain('data-testid="pending"');
});

test('taken back before it was answered, it is asked of nobody', async () => {
	const id = await ownCircle();
	await post(`/circles/${id}?/holder`, { email: wren.email, role: 'guardian' });
	const [asked] = await sql()<{ id: string }[]>`select id from role_asks where circle_id = ${id}`;
	const other = await ownCircle();
	await post(`/circles/${other}?/unask`, { id: asked!.id });
	expect(
		(await rolesAskedOf(wren.email)).map((one) => one.id),
		'by its own circle alone'
	).toContain(asked!.id);
	await post(`/circles/${id}?/unask`, { id: asked!.id });
	expect((await rolesAskedOf(wren.email)).map((one) => one.id)).not.toContain(asked!.id);
	expect((await post('/asked?/role', { id: asked!.id, said: 'yes' }, `login=${await beginLogin(wren.id)}`)).status).toBe(409);
});
