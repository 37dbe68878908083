// What gateways do to links on their way: every kind of mailed link that carries a secret, at the real application, with its `#`
// written anew, with its end cut off, and with the code typed that stands in the mail.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { jobNames } from '../../src/lib/server/jobs/held.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import { mailInvitation } from '../../src/lib/server/circles/invitations.ts';
import { deliverAll } from '../support/mails.ts';
import { outboxOf } from '../support/on-call.ts';
import { circleOf, person, planned, type Person } from '../support/people.ts';
import { freshDatabase, startApp, testCardKey, type TestApp } from '../support/servers.ts';

let app: TestApp;
let ana: Person;
let [circle, gathering] = ['', ''];
const startsAt = new Date(Date.now() + 20 * 60_000);

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	app = await startApp({ databaseUrl });
	Object.assign(process.env, { DATABASE_URL: databaseUrl, CARD_KEY: testCardKey, DATA_DIR: app.dataDir, ORIGIN: app.url });
	ana = await person();
	circle = await circleOf(ana, 'open');
	gathering = await planned(circle, { startsAt });
	await sql()`insert into seats (gathering_id, seat, account_id, name, role) values (${gathering}, 2, ${ana.id}, 'Ana', 'participant')`;
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

const get = (url: string) => fetch(url, { redirect: 'manual' });
const post = (where: string, fields: Record<string, string>) =>
	fetch(app.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: 'null', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
		body: new URLSearchParams(fields)
	});

/** The newest mail of this subject: a link in it that begins so, and the codes it names. */
async function mailed(subject: string, start: string): Promise<{ link: string; code: string }> {
	await deliverAll();
	const text = (await outboxOf(app.dataDir)).findLast((mail) => mail.subject === subject)!.text;
	const link = text.match(/https?:\/\/\S+/g)!.find((one) => one.startsWith(app.url + start))!;
	const codes = [...text.matchAll(/asks for a code, it is: (\S+)/g)].map(([, code]) => code!);
	return { link, code: codes.find((code) => link.endsWith(code))! };
}

describe.each([
	[
		'to sign in',
		'/sign-in/link',
		async (): Promise<unknown> => post('/sign-in?/link', { email: ana.email }),
		'Your link',
		(code: string): Promise<Response> => post('/sign-in/link', { code })
	],
	[
		'of an invitation',
		'/invite',
		async (): Promise<unknown> => mailInvitation(circle, 'somebody@example.org', 7, ana.id),
		'An invitation for you',
		(code: string): Promise<Response> => post('/invite?/look', { code })
	]
] as const)('a link %s', (_, page, cause, subject, typed) => {
	let found: Awaited<ReturnType<typeof mailed>>;
	beforeAll(async () => {
		await cause();
		found = await mailed(subject, page);
	});

	test.each(['%23', '%2523'])('with %s for its # is sent to where it meant to lead, and stands in no log', async (sign) => {
		const answer = await get(found.link.replace('#', sign));
		expect([answer.status, new URL(answer.headers.get('location')!, app.url).href]).toEqual([303, found.link]);
		expect(answer.headers.get('cache-control')).toBe('private, no-store');
		expect(await readFile(app.log, 'utf8')).not.toContain(found.code);
	});

	test('without what is behind its # leads to a field for the code, which opens it', async () => {
		expect(await (await get(found.link.split('#')[0]!)).text()).toContain('name="code"');
		const answer = await typed(` ${found.link} `);
		expect(answer.status, 'the whole link').not.toBe(400);
		const again = page === '/invite' ? await typed(found.code) : answer;
		expect([200, 303]).toContain(again.status);
		if (page === '/invite') expect(await again.text()).toContain('What it is for');
		else expect(again.headers.get('location')).toBe('/circles');
	});
});

describe.each([
	['to the door', 'soon', 'Starting soon', '/soon/'],
	['to hear no more', 'waiting', 'You are on the waiting list', '/unsubscribe/'],
	['of a check-in', 'checkIn', 'A question for you', '/check-in/']
] as const)('a link %s', (_, kind, subject, start) => {
	let found: Awaited<ReturnType<typeof mailed>>;
	beforeAll(async () => {
		let data = {};
		let about = gathering;
		if (kind === 'waiting') {
			about = await planned(circle);
			await sql()`insert into waiting (gathering_id, account_id) values (${about}, ${ana.id})`;
		}
		if (kind === 'checkIn') {
			const [row] =
				await sql()`insert into check_ins (circle_id, account_id, step, due_at, sent_at) values (${circle}, ${ana.id}, 'day', now(), now()) returning id`;
			data = { checkIn: row!.id };
		}
		await db().transaction((tx) => tell(tx, { kind, account: ana.id, gathering: about, occasion: startsAt.toISOString(), data }));
		found = await mailed(subject, start);
	});

	test('whose end was cut off leads to a field for the code', async () => {
		const page = await (await get(found.link.slice(0, -5))).text();
		expect(page).toContain('action="/code"');
		expect(page).toContain('name="code"');
	});

	test('is opened by its code, and by the whole link in the same field', async () => {
		for (const code of [found.code, found.link]) {
			const answer = await post('/code', { code });
			expect([answer.status, app.url + answer.headers.get('location')]).toEqual([303, found.link]);
		}
		expect([200, 303]).toContain((await get(found.link)).status);
	});
});

test('a code of nothing is answered in words', async () => {
	const answer = await post('/code', { code: 'something' });
	expect(answer.status).toBe(404);
	expect(await answer.text()).toContain('is not known here');
});

test('at plain http on a name that is not this machine, the page to sign in says why nobody can', async () => {
	const lan = await startApp({ databaseUrl: process.env.DATABASE_URL!, origin: 'http://192.0.2.2', runs: jobNames });
	try {
		const page = await (await get(`http://127.0.0.1:${lan.port}/sign-in`)).text();
		expect(page).toContain('Nobody can sign in at this address.');
		expect(await readFile(lan.log, 'utf8')).toContain('nobody can sign in: ORIGIN is plain http');
		expect(await (await get(`${app.url}/sign-in`)).text()).not.toContain('Nobody can sign in');
		expect(await readFile(app.log, 'utf8')).not.toContain('nobody can sign in');
	} finally {
		await lan.stop();
	}
});
