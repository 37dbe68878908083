// A paged person's way in, and the safety contact's page, at the real application: by the links in real mails.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { rehearsal } from '../../src/lib/gathering/formats/index.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { send, viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import { plannedFor, satAndGone, told, type Planned } from '../support/e2e-gathering.ts';
import { expected } from '../../src/lib/server/seats/seating.ts';
import { onCallNow } from '../../src/lib/server/oncall/duty.ts';
import { isDue } from '../support/clocks.ts';
import { answered, credentialed, onCall, outboxOf, pagesOf } from '../support/on-call.ts';
import { circleOf, person, planned, type Person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const safety = 'safety@example.org';
let app: TestApp;
let at: Planned;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl, env: { SAFETY_CONTACT_EMAIL: safety.toUpperCase() }, runs: ['cover', 'pages'] });
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

const as = async ({ id }: Pick<Person, 'id'>): Promise<string> => `login=${await beginLogin(id)}`;
const get = (where: string, cookie = '') => fetch(app.url + where, { redirect: 'manual', headers: { cookie } });
const post = (where: string, cookie: string, fields: Record<string, string> = {}) =>
	fetch(app.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			cookie,
			origin: 'null',
			'sec-fetch-site': 'same-origin',
			'content-type': 'application/x-www-form-urlencoded',
			accept: 'text/html'
		},
		body: new URLSearchParams(fields)
	});
const by = async (seat: number, command: Parameters<typeof send>[2]) => {
	const answer = await send(at.id, { kind: 'seat', seat }, command, randomUUID());
	if ('refused' in answer) throw new Error(`${command.type} was refused: ${answer.refused}`);
};
const signal = async () => (await told(at.id)).context.signals.at(-1)!;
/** The link in the newest mail to somebody about a page of this gathering. */
async function linkFor({ email }: { email: string }): Promise<string> {
	return vi.waitFor(
		async () => {
			const ids = (await pagesOf(at.id)).map((page) => page.id);
			const mails = (await outboxOf(app.dataDir)).filter((mail) => mail.to === email);
			const link = mails.map((mail) => /\/on-call\/([\w-]+)/.exec(mail.text)![1]!).find((id) => ids.includes(id));
			expect(link).toBeDefined();
			return `/on-call/${link}`;
		},
		{ timeout: 8000 }
	);
}

beforeEach(async () => {
	await sql()`truncate pages, on_call_times, on_call_shifts cascade`;
	at = await plannedFor(['Mira', 'Jonas', 'Ana']);
	await send(at.id, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	await satAndGone(at.id, [1, 2, 3]);
	await by(1, { type: 'BEGIN' });
	for (let n = 0; n < 2; n++) {
		const { context } = await told(at.id);
		await by(1, { type: 'NEXT_PHASE', phaseId: context.format.phases[context.phaseIndex]!.id });
	}
});

describe('[N3] [S10] somebody on call is paged and comes in', () => {
	async function paged() {
		const rosa = await onCall({ name: 'Rosa' });
		const sam = await onCall({ name: 'Sam' });
		await by(2, { type: 'SUPPORT', whom: 'me' });
		await isDue(at.id, 'page:');
		return { rosa, sam, link: await linkFor(rosa) };
	}

	test('the link signs nobody in, opens after sign-in for whom it was sent to, and names where, never who or what', async () => {
		const { rosa, link } = await paged();
		const stranger = await get(link);
		expect([stranger.status, stranger.headers.get('location')]).toEqual([303, `/sign-in?to=${encodeURIComponent(link)}`]);
		expect(stranger.headers.getSetCookie()).toEqual([]);
		expect((await get(link, await as(await person()))).status).toBe(404);
		const seen = await (await get(link, await as(rosa))).text();
		expect(seen).toContain('A circle');
		expect(seen).not.toContain('Jonas');
		expect(seen).not.toContain('Ana');
	});

	test('a seat behind closed doors, agreements first, and the ordinary door; everybody sees who came', async () => {
		const { rosa, link } = await paged();
		const cookie = await as(rosa);
		expect((await post(`${link}?/come`, cookie)).status).toBe(400);
		const came = await post(`${link}?/come`, cookie, { agreed: 'on' });
		expect(came.headers.get('location')).toBe(`/gatherings/${at.id}/join`);
		expect((await get(`/gatherings/${at.id}/join`, cookie)).status).toBe(200);
		const joined = await fetch(`${app.url}/api/gatherings/${at.id}/join`, {
			method: 'POST',
			headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
			body: JSON.stringify({ commandId: randomUUID(), device: 'd', moveHere: false, camera: true })
		});
		expect(joined.status).toBe(200);
		expect(((await joined.json()) as { token?: string }).token).toBeTruthy();
		expect((await viewOf(at.id, 3))!.seats.find((one) => one.name === 'Rosa')).toMatchObject({
			onCall: true,
			role: 'coFacilitator',
			mayHold: true,
			standing: 'admitted'
		});
		// Their seat is beyond those that were planned: nobody's is taken.
		expect((await expected(at.id, new Date())).taken).toBe(at.people.length);
		// Pressing twice is coming once.
		await post(`${link}?/come`, cookie, { agreed: 'on' });
		expect((await told(at.id)).context.seats.filter((one) => one.onCall)).toHaveLength(1);
	});

	test('[N7] whoever asked reads that two are asked, that one opened the link, and that one is on the way', async () => {
		const { rosa, link } = await paged();
		const reach = async () => (await viewOf(at.id, 2))!.signal!.reach;
		await vi.waitFor(async () => expect(await reach()).toEqual({ people: 2, reached: 0, seen: 0, coming: 0 }), { timeout: 5000 });
		const cookie = await as(rosa);
		await get(link, cookie);
		expect(await reach()).toMatchObject({ seen: 1, coming: 0 });
		await post(`${link}?/come`, cookie, { agreed: 'on' });
		expect(await reach()).toMatchObject({ seen: 1, coming: 1 });
	});

	test('another on call is told that somebody is on the way; when nothing is answered for a minute they come as well', async () => {
		const { rosa, sam, link } = await paged();
		const cookie = await as(sam);
		await post(`${link}?/come`, await as(rosa), { agreed: 'on' });
		expect(await (await get(link, cookie)).text()).toContain('Somebody else is on the way in');
		expect((await post(`${link}?/come`, cookie, { agreed: 'on' })).status).toBe(409);
		await sql()`update pages set answered_at = answered_at - interval '61 s' where kind = 'signal'`;
		expect((await post(`${link}?/come`, cookie, { agreed: 'on' })).status).toBe(303);
	});

	test('answered inside, or withdrawn: it is taken care of, and nobody comes in by it any more', async () => {
		const { sam, link } = await paged();
		const cookie = await as(sam);
		await by(1, { type: 'ANSWER_SUPPORT', signalId: (await signal()).id, answer: 'seen' });
		expect(await (await get(link, cookie)).text()).toContain('It is taken care of');
		const late = await post(`${link}?/come`, cookie, { agreed: 'on' });
		expect([late.status, (await told(at.id)).context.seats.length]).toEqual([409, 3]);
	});

	test('after the end the page says so, by name for those who were told, and they close it in words', async () => {
		const { rosa, link } = await paged();
		const cookie = await as(rosa);
		expect(await (await get(link, cookie)).text()).not.toContain('Jonas');
		const phase = async () => {
			const { context } = await told(at.id);
			return context.format.phases[context.phaseIndex]!.id;
		};
		await by(1, { type: 'CLOSE_WELL', phaseId: await phase() });
		await by(1, { type: 'END', phaseId: await phase() });
		const seen = await (await get(link, cookie)).text();
		for (const word of ['The gathering has ended and this call is still open', 'Jonas', 'Mira led the circle'])
			expect(seen).toContain(word);
		for (const who of [at.people[2]!, at.people[1]!]) expect((await get(link, `login=${who.token}`)).status).toBe(404);
		const debrief = `/gatherings/${at.id}/debrief`;
		const mira = `login=${at.people[0]!.token}`;
		expect(await (await get(debrief, mira)).text()).toContain('Jonas’s call is still open');
		await vi.waitFor(async () => expect(await (await get(debrief, mira)).text()).toContain('for 2 people on call, who were told of it'), {
			timeout: 8000
		});
		for (const who of [at.people[1]!, at.people[2]!, rosa])
			expect((await get(debrief, 'token' in who ? `login=${who.token}` : cookie)).status).toBe(404);
		expect((await post(`${link}?/close`, cookie, { how: 'gone' })).status).toBe(400);
		expect((await post(`${link}?/close`, cookie, { how: 'spoken' })).status).toBe(303);
		expect(await (await get(link, cookie)).text()).toContain('You closed it');
		expect(await signal()).toMatchObject({ closed: true, closedAs: 'spoken' });
		expect(await (await get(debrief, mira)).text()).toContain('No call for support is open');
		const rows = await sql()<
			{ n: number }[]
		>`select count(*)::int as n from audit where kind = 'case-closed' and actor_id = ${rosa.id} and subject_id = ${at.people[1]!.accountId}`;
		expect(rows[0]!.n).toBe(1);
	});

	test('a day later the safety contact reads it too, and nobody who holds the circle does by that list', async () => {
		await sql()`delete from accounts where email = ${safety}`;
		const contact = await person({ email: safety, name: 'Noor' });
		await paged();
		const { context } = await told(at.id);
		await by(1, { type: 'CLOSE_WELL', phaseId: context.format.phases[context.phaseIndex]!.id });
		await by(1, { type: 'END', phaseId: 'closing' });
		const list = async (cookie: string) => (await get('/safety', cookie)).text();
		expect(await list(await as(contact))).not.toContain('Jonas');
		await sql()`update pages set raised_at = raised_at - interval '25 hours' where gathering_id = ${at.id}`;
		expect(await list(await as(contact))).toContain('Jonas');
		expect(await list(`login=${at.people[0]!.token}`)).not.toContain('Jonas');
		const [page] = await sql()<{ id: string }[]>`select id from pages where gathering_id = ${at.id} and ended_at is null`;
		expect(await (await get(`/on-call/${page!.id}`, await as(contact))).text()).toContain('this call is still open');
	});

	test('who lost their credential, or was removed here, does not come in', async () => {
		const { rosa, sam, link } = await paged();
		await sql()`update credentials set revoked_at = now() where account_id = ${rosa.id}`;
		expect((await post(`${link}?/come`, await as(rosa), { agreed: 'on' })).status).toBe(409);
		const cookie = await as(sam);
		await post(`${link}?/come`, cookie, { agreed: 'on' });
		const { seat } = (await told(at.id)).context.seats.find((one) => one.onCall)!;
		await by(1, { type: 'REMOVE', seat });
		expect((await post(`${link}?/come`, cookie, { agreed: 'on' })).status).toBe(409);
	});
});

describe('[N4] what passes the circle by', () => {
	let contact: Person;
	beforeEach(async () => {
		await sql()`delete from accounts where email = ${safety}`;
		contact = await person({ email: safety, name: 'Noor' });
	});

	test('goes to the safety contact alone: not to those on call, not to those who hold it, though they be operators', async () => {
		const rosa = await onCall();
		await sql()`update accounts set operator = true where id = ${at.hostId}`;
		await by(2, { type: 'SUPPORT', whom: 'aside' });
		const link = await linkFor(contact);
		const others = (await outboxOf(app.dataDir)).filter((mail) => mail.text.includes(link));
		expect(others.map((mail) => mail.to)).toEqual([safety]);
		for (const who of [rosa, { id: at.hostId }]) expect((await get(link, await as(who))).status).toBe(404);
		for (const who of at.people) expect((await get(link, `login=${who.token}`)).status).toBe(404);
		const seen = await (await get(link, await as(contact))).text();
		for (const word of ['A circle', 'Jonas', 'Mira']) expect(seen).toContain(word);
		const host = (await viewOf(at.id, 1))!;
		expect([host.facilitation?.signals, host.signal, host.aside]).toEqual([[], null, null]);
		for (const where of [`/gatherings/${at.id}`, '/account', '/operator', '/on-call'])
			expect(await (await get(where, await as({ id: at.hostId }))).text()).not.toContain(link.split('/').at(-1));
	});

	test('the safety contact says that they look after it, and suspends a credential: at once, in the gathering that is on', async () => {
		await by(2, { type: 'SUPPORT', whom: 'aside' });
		const link = await linkFor(contact);
		const cookie = await as(contact);
		await post(`${link}?/lookAfter`, cookie);
		expect(await (await get(link, cookie)).text()).toContain('You said that you look after it');
		expect((await viewOf(at.id, 2))!.aside).toMatchObject({ lookedAfter: true });
		expect((await viewOf(at.id, 1))!.you.mayHold).toBe(true);
		expect((await post(`${link}?/suspend`, cookie, { id: at.people[1]!.accountId })).status).toBe(400);
		expect((await post(`${link}?/suspend`, cookie, { id: at.hostId })).status).toBe(200);
		expect((await viewOf(at.id, 1))!.you.mayHold).toBe(false);
		expect((await get('/account', `login=${at.people[0]!.token}`)).status).toBe(303);
	});

	test('when the contact holds that circle, it goes to operators who do not', async () => {
		const operator = await person({ operator: true });
		await sql()`update circle_hosts set account_id = ${contact.id} where circle_id = ${at.circle}`;
		await by(2, { type: 'SUPPORT', whom: 'aside' });
		const link = await linkFor(operator);
		expect((await get(link, await as(contact))).status).toBe(404);
		expect((await get(link, await as(operator))).status).toBe(200);
	});
});

describe('the page “On call”', () => {
	test('is for people with a credential', async () => {
		const cookie = await as(await person());
		expect(await (await get('/on-call', cookie)).text()).toContain('This is for people with a credential');
		for (const action of ['test', 'now', 'shift', 'away']) expect((await post(`/on-call?/${action}`, cookie)).status).toBe(403);
		expect((await get('/on-call')).headers.get('location')).toBe('/sign-in?to=%2Fon-call');
	});

	test('on call counts when a test page was answered: by its link, signed in, and by nobody else', async () => {
		const rosa = await credentialed({ timeZone: 'Europe/Berlin' });
		const cookie = await as(rosa);
		await post('/on-call?/now', cookie, { until: '23:59', circle: '' });
		const before = await (await get('/on-call', cookie)).text();
		expect(before).toContain('You are on call now.');
		expect(before).toContain('It does not count yet');
		expect(await onCallNow(at.circle, new Date())).toEqual([]);

		await post('/on-call?/test', cookie);
		const mail = await vi.waitFor(async () => (await outboxOf(app.dataDir)).find(({ to }) => to === rosa.email)!.text, { timeout: 5000 });
		const link = /\/on-call\/[\w-]+/.exec(mail)![0];
		const shown = (await (await get('/on-call', cookie)).text()).replaceAll(/\s+/g, ' ');
		for (const words of ['By mail: not sent: it lies in the outbox', 'To a device: not tried; you allowed none yet.'])
			expect(shown).toContain(words);
		await post(`${link}?/test`, await as(await credentialed()));
		expect((await get(link)).headers.get('location')).toBe(`/sign-in?to=${encodeURIComponent(link)}`);
		expect(await onCallNow(at.circle, new Date())).toEqual([]);
		expect(await (await get(link, cookie)).text()).toContain('It reached me');
		await post(`${link}?/test`, cookie);
		expect(await (await get('/on-call', cookie)).text()).toContain('Being on call counts until');
		expect((await onCallNow(at.circle, new Date())).map(({ accountId }) => accountId)).toEqual([rosa.id]);
		await post('/on-call?/endNow', cookie);
		expect(await onCallNow(at.circle, new Date())).toEqual([]);
	});

	test('a week and days away are kept and taken back by their own person alone', async () => {
		const rosa = await credentialed();
		const cookie = await as(rosa);
		expect((await post('/on-call?/shift', cookie, { weekday: '6', from: '19:00', until: '02:00', circle: '' })).status).toBe(200);
		expect((await post('/on-call?/shift', cookie, { weekday: '6', from: '25:00', until: '02:00' })).status).toBe(400);
		expect((await post('/on-call?/shift', cookie, { weekday: '6', from: '19:00', until: '02:00', circle: at.circle })).status).toBe(400);
		expect((await post('/on-call?/away', cookie, { first: '2027-01-02', last: '2027-01-01' })).status).toBe(400);
		expect((await post('/on-call?/away', cookie, { first: '2027-01-02', last: '2027-01-04' })).status).toBe(200);
		const shown = await (await get('/on-call', cookie)).text();
		for (const words of ['Saturday', '19:00 – 02:00', '2 January 2027 to 4 January 2027']) expect(shown).toContain(words);
		const [{ id }] = (await sql()`select id from on_call_shifts where account_id = ${rosa.id}`) as unknown as [{ id: string }];
		await post('/on-call?/takeBack', await as(await credentialed()), { id });
		expect(await sql()`select 1 from on_call_shifts where id = ${id}`).toHaveLength(1);
		await post('/on-call?/takeBack', cookie, { id });
		expect(await sql()`select 1 from on_call_shifts where id = ${id}`).toHaveLength(0);
	});
});

describe('[N7] what is said before joining, and where it is on', () => {
	test('whether somebody is on call, as things stand now, and what happens otherwise', async () => {
		const cookie = `login=${at.people[2]!.token}`;
		const read = async () => (await (await get(`/gatherings/${at.id}`, cookie)).text()).replaceAll(/\s+/g, ' ');
		const alone = await read();
		expect(alone).toContain('nobody outside is on call for all of it');
		expect(alone).toContain('Where else help answers');
		expect(alone).not.toContain('asked to come');
		await onCall();
		const covered = await read();
		expect(covered).toContain('somebody who is on call outside is asked to come');
		expect(covered).not.toContain('Where else help answers');
	});

	test('a gathering that nobody can begin is not said to begin all the same: to its host, and to whoever comes', async () => {
		const host = await person();
		const circle = await circleOf(host);
		const startsAt = new Date(Date.now() + 86_400_000);
		const page = async (credentialed: number) => {
			const id = await planned(circle, { format: { ...rehearsal, credentialed }, startsAt });
			return (await (await get(`/gatherings/${id}`, await as(host))).text()).replaceAll(/\s+/g, ' ');
		};
		const asks = await page(1);
		expect(asks.split('It begins only when somebody with a credential is here.').length - 1).toBeGreaterThanOrEqual(2);
		expect(asks).not.toContain('begin all the same');
		// Nobody is on call tomorrow, and here somebody has to be, as shipped.
		expect(await page(0)).toContain('larger or longer than circles among peers may be here, or nobody is on call');
		await sql()`insert into settings (name, value, changed_at) values ('memberCover', 'no', now())`;
		await vi.waitFor(async () => expect(await page(0)).toContain('It can begin all the same.'), { timeout: 10_000, interval: 500 });
		expect(await page(0)).not.toContain('It begins only when');
		await sql()`delete from settings where name = 'memberCover'`;
	});

	test('every open gathering learns how many can be reached, without anybody asking', async () => {
		const known = async () => (await viewOf(at.id, 3))!.onCall;
		await vi.waitFor(async () => expect(await known()).toBe(0), { timeout: 8000 });
		const rosa = await credentialed();
		await answered(rosa.id);
		await post('/on-call?/now', await as(rosa), { until: '23:59', circle: '' });
		await vi.waitFor(async () => expect(await known()).toBe(1), { timeout: 2000 });
	});
});

describe('on a home screen', () => {
	test('there is a manifest with a neutral name, its icons have the sizes they say, and every page names both', async () => {
		const page = await (await get('/sign-in')).text();
		const [, manifestAt] = /rel="manifest" href="([^"]+)"/.exec(page)!;
		const [, appleAt] = /rel="apple-touch-icon" href="([^"]+)"/.exec(page)!;
		const from = (where: string) => new URL(where, `${app.url}/sign-in`);
		const served = await fetch(from(manifestAt!));
		expect(served.headers.get('content-type')).toContain('application/manifest+json');
		const manifest = (await served.json()) as { name: string; display: string; start_url: string; icons: { src: string; sizes: string }[] };
		expect(manifest).toMatchObject({ name: 'Evenround', display: 'standalone', start_url: '/' });
		const icons = [...manifest.icons.map(({ src, sizes }) => [src, sizes] as const), [appleAt!, '180x180'] as const];
		for (const [src, sizes] of icons) {
			const icon = await fetch(from(src));
			expect(icon.headers.get('content-type')).toBe('image/png');
			const bytes = Buffer.from(await icon.arrayBuffer());
			expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
		}
		expect(icons.map(([, sizes]) => sizes)).toEqual(expect.arrayContaining(['180x180', '192x192', '512x512']));
	});
});

test('nothing of a page is in the log: no address, no name, no page', async () => {
	const log = await readFile(app.log, 'utf8');
	const ids = (await sql()`select id from pages`).map((row) => row.id as string);
	for (const word of [safety, 'Rosa', 'Jonas', 'A circle', ...ids]) expect(log).not.toContain(word);
});
