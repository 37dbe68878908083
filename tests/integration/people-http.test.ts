// People at the real application's doors: cookies, origins, plain forms, and what a stranger does not get to see.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { makeFeed } from '../../src/lib/server/calendar/feeds.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { makeInvitation } from '../../src/lib/server/circles/invitations.ts';
import { reserve } from '../../src/lib/server/seats/seating.ts';
import { wording } from '../../src/lib/server/accounts/consent.ts';
import { hashOf } from '../../src/lib/server/ground/secrets.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const consent = wording().version;
const password = 'four quiet words here';
let app: TestApp;
let ana: Person;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl });
	ana = await person({ name: 'Ana', passwordHash: await hashPassword(password) });
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

/** Posts a plain form as a page without scripts does: a page under no-referrer has `Origin: null`. */
const post = (where: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
	fetch(app.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			origin: 'null',
			'sec-fetch-site': 'same-origin',
			'content-type': 'application/x-www-form-urlencoded',
			accept: 'text/html',
			...headers
		},
		body: new URLSearchParams(fields)
	});
const get = (where: string, cookie = '') => fetch(app.url + where, { redirect: 'manual', headers: { cookie } });
const cookieOf = (answer: Response): string =>
	answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
const signedIn = async ({ email }: Person): Promise<string> => cookieOf(await post('/sign-in?/password', { email, password }));

describe('calendars and what only a host does', () => {
	test('a gathering’s file is for whoever may see it; a private calendar opens by its own secret and by no other', async () => {
		const [host, eve] = await Promise.all(
			['Host', 'Eve'].map(async (name) => person({ name, passwordHash: await hashPassword(password) }))
		);
		const id = await planned(await circleOf(host!));
		const file = (cookie = '') => get(`/gatherings/${id}/evenround.ics`, cookie);
		const hosts = await file(await signedIn(host!));
		expect([hosts.status, hosts.headers.get('content-type'), hosts.headers.get('cache-control')]).toEqual([
			200,
			'text/calendar; charset=utf-8',
			'private, no-store'
		]);
		expect(await hosts.text()).toContain(`UID:${id}@evenround`);
		expect([(await file(await signedIn(eve!))).status, (await file()).status]).toEqual([404, 303]);
		const secret = await makeFeed(host!.id);
		expect([(await get(`/calendar/${secret}.ics`)).status, (await get(`/calendar/${secret}x.ics`)).status]).toEqual([200, 404]);
	});

	test('whoever gives their seat back is offered the file that takes the entry out of their calendar', async () => {
		const [host, ben] = await Promise.all(
			['Host', 'Ben'].map(async (name) => person({ name, passwordHash: await hashPassword(password) }))
		);
		const id = await planned(await circleOf(host!, 'open'));
		await reserve(id, sitter(ben!));
		const cookie = await signedIn(ben!);
		const sequence = (file: string) => Number(/^SEQUENCE:(\d+)/m.exec(file)![1]);
		const entry = await (await get(`/gatherings/${id}/evenround.ics?without`, cookie)).text();
		expect(entry).toContain('METHOD:PUBLISH');
		const back = await post(`/gatherings/${id}?/giveBack`, {}, { cookie });
		const page = await (await get(back.headers.get('location')!, cookie)).text();
		const file = await (await get(/href="([^"]*evenround\.ics[^"]*)"/.exec(page)![1]!, cookie)).text();
		expect(file).toContain('METHOD:CANCEL');
		expect(file.replaceAll('\r\n ', '')).toMatch(new RegExp(`^ATTENDEE;.*:mailto:${ben!.email}`, 'im'));
		expect(sequence(file)).toBe(sequence(entry) + 1);
		expect(await (await get(`/gatherings/${id}`, cookie)).text()).not.toContain('evenround.ics');
	});

	test('somebody else neither sees who asks to join nor writes to those who subscribed', async () => {
		const [host, eve] = await Promise.all(
			['Host', 'Eve'].map(async (name) => person({ name, passwordHash: await hashPassword(password) }))
		);
		const circle = await circleOf(host!, 'open');
		const cookie = await signedIn(eve!);
		for (const page of ['requests', 'word']) expect((await get(`/circles/${circle}/${page}`, cookie)).status, page).toBe(403);
		expect((await post(`/circles/${circle}/word?/send`, { word: 'Hello.' }, { cookie })).status).toBe(403);
		expect((await post(`/circles/${circle}/requests?/answer`, { id: circle, answer: 'yes' }, { cookie })).status).toBe(403);
	});
});

/** A wording that held before. */
async function olderWording(): Promise<string> {
	await sql()`insert into consent_wordings (version, words) values ('older', 'The words of last year') on conflict do nothing`;
	return 'older';
}

describe('signing in by form', () => {
	test('sets the login, and that this browser is known, in cookies that scripts cannot read and other sites cannot send; leads on', async () => {
		const answer = await post('/sign-in?/password&to=/account', { email: ana.email.toUpperCase(), password });
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
		const [cookie, known] = answer.headers.getSetCookie();
		expect(cookie).toMatch(/^login=[\w-]{44}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
		expect(known).toMatch(/^browser=[\w-]{22}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/);
		const token = /^login=([\w-]+)/.exec(cookie!)![1]!;
		expect(await sql()`select 1 from logins where id = ${hashOf(token)}`).toHaveLength(1);
		expect((await get('/account', `login=${token}`)).status).toBe(200);
	});

	test('a wrong password and an unknown address read the same, keep the address, and set no cookie', async () => {
		const wrong = await post('/sign-in?/password', { email: ana.email, password: 'not the words here' });
		const unknown = await post('/sign-in?/password', { email: 'nobody@example.org', password });
		for (const answer of [wrong, unknown]) {
			expect([answer.status, answer.headers.getSetCookie()]).toEqual([400, []]);
			expect(await answer.text()).toContain('do not belong together');
		}
		expect(await (await post('/sign-in?/password', { email: ana.email, password: 'no' })).text()).toContain(ana.email);
	});

	test('guessing is stopped before a hash is computed', async () => {
		const target = await person({ passwordHash: ana.passwordHash });
		for (let n = 0; n < 10; n++) await post('/sign-in?/password', { email: target.email, password: `guess ${n}` });
		const right = await post('/sign-in?/password', { email: target.email, password });
		expect(right.status).toBe(400);
		expect(await right.text()).toContain('asked for often');
	});

	test('signing out ends the login, not only the cookie', async () => {
		const cookie = await signedIn(ana);
		expect((await post('/sign-out', {}, { cookie })).headers.get('location')).toBe('/');
		expect((await get('/account', cookie)).headers.get('location')).toBe('/sign-in?to=%2Faccount');
	});

	test('who did not agree to the wording that holds is asked, and until then the login opens nothing else', async () => {
		const sol = await person({ passwordHash: ana.passwordHash });
		await sql()`update consents set version = ${await olderWording()} where account_id = ${sol.id}`;
		const cookie = await signedIn(sol);
		expect((await get('/account/data', cookie)).headers.get('location')).toBe('/consent?to=%2Faccount%2Fdata');
		expect((await post('/account/data/export', {}, { cookie })).headers.get('location')).toBe('/consent?to=%2Faccount%2Fdata%2Fexport');
		expect(await (await get('/consent', cookie)).text()).toContain('Something changed in what we ask you');
		expect((await post('/consent?/agree', { consent: 'another' }, { cookie })).status).toBe(400);
		expect((await post('/consent?/agree&to=/account/data', { consent }, { cookie })).headers.get('location')).toBe('/account/data');
		expect(await (await get('/account/data', cookie)).text()).toContain('The words of last year');
	});

	test('asking for a link answers the same for every address, and a GET of the link uses nothing up', async () => {
		const answers = await Promise.all([ana.email, 'unknown@example.org'].map((email) => post('/sign-in?/link', { email })));
		const texts = await Promise.all(
			answers.map(async (answer) =>
				(await answer.text()).replaceAll(/unknown@example.org|[\w-]{36}@example.org|nonce="[^"]*"|nonce-[^"']*/g, '')
			)
		);
		expect(texts[0]).toContain('The mail is on its way');
		expect(texts[0]!.length).toBe(texts[1]!.length);
		const outbox = path.join(app.dataDir, 'outbox');
		const mails = await Promise.all((await readdir(outbox)).map((file) => readFile(path.join(outbox, file), 'utf8')));
		const mail = mails.find((text) => text.includes(`To: ${ana.email}`))!.replace(/=\r\n/g, '');
		const code = /#([\w-]+)/.exec(mail)![1]!;
		for (let n = 0; n < 3; n++) expect((await get('/sign-in/link')).status).toBe(200);
		expect((await post('/sign-in/link', { code })).headers.get('location')).toBe('/circles');
		expect((await post('/sign-in/link', { code })).status).toBe(400);
	});
});

describe('other sites', () => {
	test('cannot act with somebody’s cookie, by form, by script, or by the live stream', async () => {
		const cookie = await signedIn(ana);
		const gathering = await planned(await circleOf(ana));
		const elsewhere: Record<string, string>[] = [
			{ 'sec-fetch-site': 'cross-site' },
			{ 'sec-fetch-site': 'same-site' },
			{ origin: 'https://evil.example', 'sec-fetch-site': '' }
		];
		for (const headers of elsewhere) {
			expect((await post('/account?/everywhere', {}, { cookie, ...headers })).status).toBe(403);
			expect((await post(`/api/gatherings/${gathering}/commands`, {}, { cookie, ...headers })).status).toBe(403);
		}
		const stream = await fetch(`${app.url}/api/gatherings/${gathering}/stream`, { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
		expect(stream.status).toBe(403);
		expect((await get('/account', cookie)).status).toBe(200);
	});

	test('cannot frame a page, and learn nothing from it', async () => {
		const { headers } = await get('/');
		expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
		expect(headers.get('content-security-policy')).toMatch(/connect-src 'self' wss?:\S+ https?:\S+/);
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.get('access-control-allow-origin')).toBeNull();
	});
});

describe('a circle by invitation', () => {
	test('is not there for a stranger: neither the circle, nor its gathering, nor anything of its host', async () => {
		const host = await person();
		const circle = await circleOf(host);
		const gathering = await planned(circle);
		const cookie = await signedIn(ana);
		for (const where of [
			`/circles/${circle}`,
			`/gatherings/${gathering}`,
			`/circles/${circle}/schedule`,
			`/circles/${circle}/host`,
			`/gatherings/${gathering}/change`,
			'/operator',
			'/circles/not-an-id'
		]) {
			const answer = await get(where, cookie);
			expect([where, answer.status]).toEqual([where, 404]);
			expect(await answer.text()).not.toContain('A theme');
		}
		expect((await post(`/gatherings/${gathering}?/reserve`, { name: 'Ana', agreed: 'on' }, { cookie })).status).toBe(404);
		expect((await post(`/circles/${circle}?/invite`, { uses: '1', days: '1' }, { cookie })).status).toBe(404);
		expect((await get(`/gatherings/${gathering}`)).headers.get('location')).toBe(`/sign-in?to=%2Fgatherings%2F${gathering}`);
	});

	test('a member is no host', async () => {
		const circle = await circleOf(await person(), 'open');
		const cookie = await signedIn(ana);
		expect((await get(`/circles/${circle}`, cookie)).status).toBe(200);
		for (const page of ['schedule', 'host']) expect((await get(`/circles/${circle}/${page}`, cookie)).status).toBe(403);
		expect((await get(`/gatherings/${await planned(circle)}/change`, cookie)).status).toBe(403);
		for (const action of ['host', 'stop', 'substitute', 'rotate'])
			expect((await post(`/circles/${circle}/host?/${action}`, {}, { cookie })).status).toBe(403);
		for (const action of ['words', 'holder', 'unhold', 'invite', 'withdraw']) {
			expect((await post(`/circles/${circle}?/${action}`, {}, { cookie })).status).toBe(403);
		}
	});

	test('a guest comes in with a name, reserves only after the agreements, returns to the same seat, and is nobody elsewhere', async () => {
		const host = await person();
		const circle = await circleOf(host);
		const gathering = await planned(circle);
		const elsewhere = await planned(await circleOf(host));
		const code = await makeInvitation(circle, 1, 1, host.id);
		const came = await post('/invite?/enter', { code, name: 'Sunny', consent });
		expect(came.headers.get('location')).toBe(`/circles/${circle}`);
		const cookie = cookieOf(came);
		expect(cookie).toMatch(new RegExp(`^guest-${circle}=[\\w-]{22}$`));

		expect((await post(`/gatherings/${gathering}?/reserve`, { name: 'Sunny' }, { cookie })).status).toBe(400);
		expect((await post(`/gatherings/${gathering}?/reserve`, { name: 'Sunny', agreed: 'on' }, { cookie })).status).toBe(303);
		expect(await (await get(`/gatherings/${gathering}`, cookie)).text()).toContain('You have a seat');
		expect((await get(`/gatherings/${elsewhere}`, cookie)).status).toBe(303);
		expect((await post('/invite?/enter', { code, name: 'Second', consent })).status).toBe(404);
	});
});

test('[S9] a guest at the door in a new browser waits for their seat, and learns and reaches nothing of the inside', async () => {
	const { id, circle, hostId, people } = await plannedFor(['Mira', 'Jonas']);
	const code = await makeInvitation(circle, 2, 1, hostId);
	const enters = async () => cookieOf(await post('/invite?/enter', { code, name: 'Rain', consent }));
	const mira = `login=${people[0]!.token}`;
	const again = await enters();
	await vi.waitFor(async () => expect(await (await get(`/gatherings/${id}`, again)).text()).toContain('Wait for my seat'));
	expect((await post(`/gatherings/${id}?/askBack`, {}, { cookie: again })).status).toBe(303);
	const waits = await (await get(`/gatherings/${id}`, again)).text();
	expect(waits).toContain('You wait at the door');
	expect(waits).not.toContain('Jonas');
	for (const path of ['stream', 'returners']) expect((await get(`/api/gatherings/${id}/${path}`, again)).status).toBe(401);
	expect((await post(`/api/gatherings/${id}/commands`, {}, { cookie: again })).status).toBe(401);
	expect((await get(`/gatherings/${id}/join`, again)).headers.get('location')).toBe(`/gatherings/${id}`);
	// An account has no need to wait: signing in opens its seat.
	expect((await post(`/gatherings/${id}?/askBack`, {}, { cookie: mira })).status).toBe(403);
	const reseat = { commandId: randomUUID(), command: { type: 'RESEAT', seat: 2 } };
	const posted = await fetch(`${app.url}/api/gatherings/${id}/commands`, {
		method: 'POST',
		headers: { cookie: mira, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
		body: JSON.stringify(reseat)
	});
	expect(posted.status).toBe(400);
});

test('[I10] neither a secret nor an address nor a name is in the log', async () => {
	const log = await readFile(app.log, 'utf8');
	for (const word of [ana.email, '"Ana', password, 'Sunny', 'Rain', '127.0.0.1"', 'A theme', '#']) expect(log).not.toContain(word);
});
