// Whoever runs the place, at the real application: what they say holds everywhere, and a lock closes every door at once.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { useLink } from '../../src/lib/server/accounts/links.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { lockAccount, lockedAccounts, unlockAccount } from '../../src/lib/server/operator/locks.ts';
import { makeOperator } from '../../src/lib/server/operator/operators.ts';
import { tonight } from '../../src/lib/server/operator/tonight.ts';
import { credentialUntil } from '../../src/lib/server/accounts/credentials.ts';
import { addHost, withoutHost } from '../../src/lib/server/circles/hosts.ts';
import { reserve } from '../../src/lib/server/seats/seating.ts';
import { hashOf } from '../../src/lib/server/ground/secrets.ts';
import { plannedFor, satAndGone } from '../support/e2e-gathering.ts';
import { clockRings } from '../support/clocks.ts';
import { onCall } from '../support/on-call.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let app: TestApp;
let other: TestApp;
let olga: Person;
let cookie: string;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl, env: { CONFIDENTIALITY_SENTENCE: 'Sam rings, and says a name only.' } });
	other = await startApp({ databaseUrl });
	olga = await person({ name: 'Olga', operator: true });
	cookie = `login=${await beginLogin(olga.id)}`;
});
afterAll(async () => {
	await app?.stop();
	await other?.stop();
	await closeDb();
});

const get = async (where: string, base = app.url, as = cookie) =>
	(await fetch(base + where, { redirect: 'manual', headers: { cookie: as } })).text();
const post = (where: string, fields: Record<string, string>, as = cookie) =>
	fetch(app.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			cookie: as,
			origin: 'null',
			'sec-fetch-site': 'same-origin',
			'content-type': 'application/x-www-form-urlencoded',
			accept: 'text/html'
		},
		body: new URLSearchParams(fields)
	});
const auditOf = async (id: string) =>
	(await sql()<{ kind: string }[]>`select kind from audit where subject_id = ${id}`).map(({ kind }) => kind);

test('whoever may run commands on the machine says who is an operator: written down, and signed in anew', async () => {
	const nora = await person({ name: 'Nora' });
	const before = `login=${await beginLogin(nora.id)}`;
	expect(await get('/operator/tonight', app.url, before)).not.toContain('Tonight');
	expect(await makeOperator('nobody@example.org', true)).toEqual({ refused: 'no-account' });
	for (let twice = 0; twice < 2; twice++) expect(await makeOperator(nora.email, true)).toEqual({ ok: true });
	expect((await fetch(`${app.url}/operator/tonight`, { redirect: 'manual', headers: { cookie: before } })).status).toBe(303);
	const anew = `login=${await beginLogin(nora.id)}`;
	expect(await get('/operator/tonight', app.url, anew)).toContain('Tonight');
	expect(await get('/account/record', app.url, anew)).toContain('Became an operator of this place');
	expect(await makeOperator(nora.email, false)).toEqual({ ok: true });
	expect(await get('/operator/tonight', app.url, `login=${await beginLogin(nora.id)}`)).not.toContain('Tonight');
	expect((await auditOf(nora.id)).filter((kind) => kind.startsWith('operator'))).toEqual(['operator-made', 'operator-no-more']);
});

test('what an operator writes is shown on this node at once, on the others within seconds, and is written down', async () => {
	expect(await get('/privacy')).toContain('has not written about themselves here yet');
	expect((await post('/operator/words', { privacyText: 'Run by four friends in Ghent.', memberSeats: '4' })).status).toBe(200);
	expect(await get('/privacy')).toContain('four friends in Ghent');
	await vi.waitFor(async () => expect(await get('/privacy', other.url)).toContain('four friends in Ghent'), {
		timeout: 10_000,
		interval: 200
	});
	const rows = await sql()`select data from audit where kind = 'setting-changed' and actor_id = ${olga.id}`;
	expect(rows.map(({ data }) => data.name).sort()).toEqual(['memberSeats', 'privacyText']);
	await post('/operator/words', { privacyText: '' });
	expect(await get('/privacy')).toContain('has not written about themselves here yet');
});

test('what the environment says wins, is shown as such, and is not changed by the page', async () => {
	expect(await get('/operator/words')).toContain('CONFIDENTIALITY_SENTENCE');
	await post('/operator/words', { confidentiality: 'Something else.' });
	expect(await get('/privacy')).toContain('Sam rings, and says a name only.');
	expect(await sql()`select 1 from settings where name = 'confidentiality'`).toHaveLength(0);
});

test('what cannot be is not saved, nothing beside it either, and stays in the form', async () => {
	const answer = await post('/operator/words', { safetyContact: 'nobody', helpText: 'Ring Sam.', memberSeats: '40' });
	expect(answer.status).toBe(400);
	const page = await answer.text();
	for (const kept of ['Ring Sam.', 'does not look like an e-mail address', 'A whole number from 2 to 6']) expect(page).toContain(kept);
	expect(await sql()`select 1 from settings where name in ('safetyContact', 'helpText')`).toHaveLength(0);
});

test('these pages are not there for anybody else', async () => {
	const ana = await person();
	const hers = `login=${await beginLogin(ana.id)}`;
	for (const where of ['/operator/tonight', '/operator/locks', '/operator/words'])
		expect((await fetch(app.url + where, { headers: { cookie: hers } })).status).toBe(404);
	expect((await post('/operator/locks?/lock', { email: olga.email }, hers)).status).toBe(404);
	expect((await post('/operator/words', { privacyText: 'Mine now.' }, hers)).status).toBe(404);
});

test('a locked account is signed out, loses its credential, gives back what is ahead and is removed from what is on', async () => {
	const on = await plannedFor(['Mira', 'Jonas', 'Ana']);
	const jonas = on.people[1]!;
	await clockRings(on.id, 'lobby');
	await satAndGone(on.id, [2]);
	const mira = on.people[0]!;
	const ahead = await planned(on.circle);
	expect(await lockAccount(jonas.accountId, olga.id)).toEqual({ ok: true });
	expect((await look(on.id))!.state.context.seats.find(({ seat }) => seat === 2)!.standing).toBe('removed');
	expect(
		(await fetch(`${app.url}/account`, { redirect: 'manual', headers: { cookie: `login=${jonas.token}` } })).headers.get('location')
	).toContain('/sign-in');
	expect(await auditOf(jonas.accountId)).toContain('account-locked');

	expect(await lockAccount(mira.accountId, olga.id)).toEqual({ ok: true });
	expect(await credentialUntil(mira.accountId)).toBeNull();
	expect(await sql()`select 1 from seats where gathering_id = ${ahead} and account_id = ${mira.accountId}`).toHaveLength(0);
	const waiting = (await lockedAccounts()).find(({ accountId }) => accountId === mira.accountId)!;
	expect(waiting.ahead.map(({ id }) => id)).toEqual([ahead]);
});

test('a lock is whole or not at all: where a seat cannot be given back just now, nothing was changed, and it can be tried again', async () => {
	const kim = await person({ name: 'Kim' });
	const [one, two] = [await planned(await circleOf(olga)), await planned(await circleOf(olga))].sort();
	for (const id of [one!, two!]) await reserve(id, sitter(kim));
	const cookieOf = `login=${await beginLogin(kim.id)}`;
	await sql().begin(async (q) => {
		await q`select 1 from machines where gathering_id = ${two!} for update`;
		await expect(lockAccount(kim.id, olga.id)).rejects.toThrow();
	});
	expect(await get('/account', app.url, cookieOf)).toContain('Kim');
	expect(await sql()`select 1 from seats where account_id = ${kim.id}`).toHaveLength(2);
	expect(await auditOf(kim.id)).not.toContain('account-locked');
	expect(await lockAccount(kim.id, olga.id)).toEqual({ ok: true });
	expect(await sql()`select 1 from seats where account_id = ${kim.id}`).toHaveLength(0);
});

test('a circle that somebody else hosts too goes on; only one without any host waits for an operator', async () => {
	const [kim, lea] = [await person({ name: 'Kim' }), await person({ name: 'Lea' })];
	const circle = await circleOf(kim);
	expect(await addHost(circle, lea.email, kim.id)).toEqual({ ok: true });
	const ahead = await planned(circle);
	const waiting = async (id: string) => (await lockedAccounts()).find(({ accountId }) => accountId === id)!.ahead.map((one) => one.id);
	await lockAccount(kim.id, olga.id);
	expect(await waiting(kim.id)).toEqual([]);
	await lockAccount(lea.id, olga.id);
	expect(await waiting(kim.id)).toEqual([ahead]);
	expect(await waiting(lea.id)).toEqual([ahead]);
	expect(await withoutHost()).toContainEqual({ id: circle });
});

test('a mailed link says that the account is locked, and works again when it is opened; nobody locks themself out', async () => {
	const ben = await person({ name: 'Ben' });
	const link = async (secret: string) => {
		await sql()`insert into mail_links (secret_hash, email, expires_at) values (${hashOf(secret)}, ${ben.email}, now() + interval '10 minutes')`;
		return useLink(secret, { name: null, browser: null });
	};
	expect((await post('/operator/locks?/lock', { email: ben.email })).status).toBe(200);
	expect(await link('one')).toEqual({ refused: 'locked' });
	expect(await lockAccount(ben.id, olga.id)).toEqual({ refused: 'locked-already' });
	expect(await unlockAccount(ben.id, olga.id)).toEqual({ ok: true });
	expect(await link('two')).toEqual({ accountId: ben.id });
	expect(await auditOf(ben.id)).toEqual(expect.arrayContaining(['account-locked', 'account-unlocked']));
	expect(await lockAccount(olga.id, olga.id)).toEqual({ refused: 'own-lock' });
});

test('tonight: what begins within a day and who is on call for all of it, by name', async () => {
	const host = await person();
	const soon = await planned(await circleOf(host), { startsAt: new Date(Date.now() + 600_000), minutes: 20 });
	const far = await planned(await circleOf(host), { startsAt: new Date(Date.now() + 30 * 3_600_000) });
	const before = (await tonight()).find(({ id }) => id === soon)!;
	// Nobody trained holds it, and nobody is on call: it would not begin, and the page says so before it is time.
	expect([before.covered, before.throughout, before.cannot]).toEqual([false, [], expect.stringMatching(/not-credentialed|beyond-peers/)]);
	expect(await get('/operator/tonight')).toMatch(/It (does not begin as it is|waits until somebody)/);
	await onCall({ name: 'Rosa' });
	const rows = await tonight();
	expect(rows.find(({ id }) => id === soon)).toMatchObject({ covered: true, throughout: ['Rosa'], holding: 0 });
	expect(rows.some(({ id }) => id === far)).toBe(false);
	expect(await get('/operator/tonight')).toContain('On call for all of it: Rosa.');
});
