// What mails lead to, at the real application: no more of a kind by one press in a mail program, a page to choose, a link to the door.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { choicesOf } from '../../src/lib/server/mails/choices.ts';
import { soonToken, stopToken } from '../../src/lib/server/mails/links.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import { circleOf, person, planned, type Person } from '../support/people.ts';
import { mailServer } from '../support/smtp.ts';
import { freshDatabase, startApp, testCardKey, type TestApp } from '../support/servers.ts';

let app: TestApp;
let server: Awaited<ReturnType<typeof mailServer>>;
let ana: Person;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	process.env.CARD_KEY = testCardKey;
	server = await mailServer();
	app = await startApp({ databaseUrl, env: { SMTP_URL: server.url }, runs: ['mails'] });
});
afterAll(async () => {
	await app?.stop();
	await server.close();
	await closeDb();
});
beforeEach(async () => {
	ana = await person();
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** As a mail program posts: no cookie, no origin, and a form's content. */
const oneClick = (token: string) =>
	fetch(`${app.url}/api/unsubscribe/${token}`, { method: 'POST', headers: form, body: 'List-Unsubscribe=One-Click', redirect: 'manual' });
const own = (where: string, fields: Record<string, string>, cookie = '') =>
	fetch(app.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: { ...form, cookie, origin: 'null', 'sec-fetch-site': 'same-origin', accept: 'text/html' },
		body: new URLSearchParams(fields)
	});
const tokenFor = (kind: 'soon' | 'dayBefore', account = ana.id) => stopToken({ account, kind }, new Date())!;
const told = (kind: 'toldYou' | 'joinAsked', occasion = '') => db().transaction((tx) => tell(tx, { kind, account: ana.id, occasion }));
const mailsTo = ({ email }: Person) => server.taken.filter(({ to }) => to[0] === email);

describe('one press in a mail program', () => {
	test('stops that kind and no other, for that account and no other, without a login', async () => {
		const jonas = await person();
		const before = await choicesOf(ana.id);
		expect((await oneClick(tokenFor('soon'))).status).toBe(200);
		expect(await choicesOf(ana.id)).toEqual({ ...before, soon: 'none' });
		expect(await choicesOf(jonas.id)).toEqual(before);
		expect((await oneClick(tokenFor('soon'))).status).toBe(200);
	});

	test('of a mail that was really sent: the next of its kind is not sent, and others are', async () => {
		await told('toldYou');
		await expect.poll(() => mailsTo(ana).length, { timeout: 15_000 }).toBe(1);
		const address = /<([^>]+)>/.exec(mailsTo(ana)[0]!.header('List-Unsubscribe')!)![1]!;
		expect((await oneClick(address.split('/').at(-1)!)).status).toBe(200);
		await told('toldYou', 'again');
		await told('joinAsked');
		await expect
			.poll(
				async () =>
					(await sql()`select 1 from mails where account_id = ${ana.id} and coalesce(handed_over_at, dropped_at) is not null`).length,
				{ timeout: 15_000 }
			)
			.toBe(3);
		expect(mailsTo(ana).map(({ subject }) => subject)).toEqual(['Something for you at Evenround', 'Somebody waits for your answer']);
	});

	test('with a link that is not ours, too old, or of an account that is gone changes nothing', async () => {
		expect((await oneClick('something')).status).toBe(404);
		expect((await oneClick(tokenFor('soon').replace(/^.{20}/, 'A'.repeat(20)))).status).toBe(404);
		expect((await oneClick(stopToken({ account: ana.id, kind: 'soon' }, new Date('2020-01-01'))!)).status).toBe(404);
		expect((await oneClick(soonToken(ana.id, new Date(Date.now() + 60_000))!)).status).toBe(404);
		const before = (await sql()`select 1 from mail_choices`).length;
		expect((await oneClick(tokenFor('soon', crypto.randomUUID()))).status).toBe(200);
		expect(await sql()`select 1 from mail_choices`).toHaveLength(before);
	});

	test('opens nothing else to forms from elsewhere', async () => {
		const cookie = `login=${await beginLogin(ana.id)}`;
		const elsewhere = (where: string, headers: Record<string, string>) =>
			fetch(app.url + where, { method: 'POST', redirect: 'manual', headers: { ...form, cookie, ...headers }, body: 'soon=none' });
		for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }] as Record<
			string,
			string
		>[])
			for (const where of ['/account/notifications', `/unsubscribe/${tokenFor('soon')}?/stop`])
				expect((await elsewhere(where, headers)).status).toBe(403);
		expect((await choicesOf(ana.id)).soon).toBe('mail');
	});
});

describe('the page of that link', () => {
	test('changes nothing when it is opened, stops by a press, and takes it back by another', async () => {
		const where = `/unsubscribe/${tokenFor('dayBefore')}`;
		const page = await (await fetch(app.url + where)).text();
		expect(page).toContain('No more of these');
		expect(page).not.toContain(ana.email);
		expect((await choicesOf(ana.id)).dayBefore).toBe('mail');
		expect(await (await own(`${where}?/stop`, {})).text()).toContain('You get no more mails of this kind');
		expect((await choicesOf(ana.id)).dayBefore).toBe('none');
		expect(await (await own(`${where}?/undo`, {})).text()).toContain('You get these mails again');
		expect((await choicesOf(ana.id)).dayBefore).toBe('mail');
	});

	test('is shown to whoever opens the mail program’s own address by hand', async () => {
		const token = tokenFor('soon');
		const answer = await fetch(`${app.url}/api/unsubscribe/${token}`, { redirect: 'manual' });
		expect([answer.status, answer.headers.get('location')]).toEqual([303, `/unsubscribe/${token}`]);
		expect(await (await fetch(`${app.url}/unsubscribe/nothing`)).text()).toContain('This link is not good any more');
	});
});

describe('the page of settings', () => {
	test('keeps what one chooses, kind by kind, and is one’s own', async () => {
		const cookie = `login=${await beginLogin(ana.id)}`;
		expect((await fetch(`${app.url}/account/notifications`, { redirect: 'manual' })).headers.get('location')).toContain('/sign-in');
		expect(await (await own('/account/notifications', { soon: 'push', after: 'none', moved: 'push' }, cookie)).text()).toContain('Kept.');
		expect(await choicesOf(ana.id)).toMatchObject({ soon: 'push', after: 'none', moved: 'push', dayBefore: 'mail' });
	});

	test('does not turn off what one could not do without, and then keeps nothing', async () => {
		const cookie = `login=${await beginLogin(ana.id)}`;
		const answer = await own('/account/notifications', { moved: 'none', soon: 'none' }, cookie);
		expect([answer.status, (await answer.text()).includes('always reaches you. Please choose')]).toEqual([400, true]);
		expect((await own('/account/notifications', { hostWord: 'push' }, cookie)).status).toBe(400);
		expect(await choicesOf(ana.id)).toMatchObject({ moved: 'mail', soon: 'mail', hostWord: 'mail' });
	});
});

test('the link of “starting soon” signs nobody in: it leads to the door, where one is asked who one is', async () => {
	const gathering = await planned(await circleOf(ana));
	const way = await fetch(`${app.url}/soon/${soonToken(gathering, new Date(Date.now() + 60_000))}`, { redirect: 'manual' });
	expect([way.status, way.headers.get('location'), way.headers.get('set-cookie')]).toEqual([303, `/gatherings/${gathering}`, null]);
	expect((await fetch(app.url + way.headers.get('location')!, { redirect: 'manual' })).headers.get('location')).toContain('/sign-in');
	const over = await fetch(`${app.url}/soon/${soonToken(gathering, new Date(Date.now() - 1))}`, { redirect: 'manual' });
	expect([over.status, (await over.text()).includes('This link has ended')]).toEqual([200, true]);
});

test('a host invites by mail; the address is kept nowhere', async () => {
	const circle = await circleOf(ana);
	const cookie = `login=${await beginLogin(ana.id)}`;
	expect(await (await own(`/circles/${circle}?/mail`, { to: 'not an address' }, cookie)).text()).toContain(
		'does not look like an e-mail address'
	);
	expect(await (await own(`/circles/${circle}?/mail`, { to: 'Jonas@Example.org' }, cookie)).text()).toContain('It is on its way');
	await expect.poll(() => server.taken.filter(({ to }) => to[0] === 'jonas@example.org').length, { timeout: 15_000 }).toBe(1);
	expect((await own(`/circles/${circle}?/mail`, { to: 'x@example.org' }, `login=${await beginLogin((await person()).id)}`)).status).toBe(
		404
	);
});
