// Time zones and countries on the real pages, as a browser without scripts has them: what is kept is chosen, by whatever name it came.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { formats } from '../../src/lib/gathering/formats/index.ts';
import { hashOf, newSecret } from '../../src/lib/server/ground/secrets.ts';
import { circleOf, person, planned } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let app: TestApp;
beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl });
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

const post = (where: string, fields: Record<string, string>, cookie = '') =>
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
const page = async (where: string, cookie: string): Promise<string> => (await fetch(app.url + where, { headers: { cookie } })).text();
/** What a browser sends of a list when nobody touches it: what is chosen, else the first. */
function sent(html: string, name: string): string | undefined {
	const list = new RegExp(`<select[^>]* name="${name}"[^>]*>([\\s\\S]*?)</select>`).exec(html)![1]!;
	const options = [...list.matchAll(/<option([^>]*)>/g)].map(([, attributes]) => attributes!);
	const chosen = options.find((one) => /\bselected\b/.test(one)) ?? options[0]!;
	return /value="([^"]*)"/.exec(chosen)?.[1];
}
const titleOf = (html: string): string => /<title>([^<]*)<\/title>/.exec(html)![1]!;

describe.each([
	['Europe/Kyiv', 'Europe/Kyiv'],
	['Europe/Kiev', 'Europe/Kyiv'],
	['Asia/Kolkata', 'Asia/Kolkata'],
	['Asia/Calcutta', 'Asia/Kolkata'],
	['Etc/GMT+6', 'Etc/GMT+6'],
	['Etc/UTC', 'UTC']
])('whose device says %s', (device, zone) => {
	test('begins an account by a link with that zone, by today’s name', async () => {
		const [code, email] = [newSecret(), `${randomUUID()}@example.org`];
		await sql()`insert into mail_links (secret_hash, email, expires_at) values (${hashOf(code)}, ${email}, now() + interval '15 minutes')`;
		expect((await post('/sign-in/link', { code, name: 'Ana', zone: device })).status).toBe(303);
		expect(await sql()`select time_zone from accounts where email = ${email}`).toEqual([{ time_zone: zone }]);
	});

	test('finds it chosen on the pages of the account and of a plan, and keeps it when only the name is changed', async () => {
		const ana = await person({ timeZone: device });
		const cookie = `login=${await beginLogin(ana.id)}`;
		const account = await page('/account', cookie);
		expect(sent(account, 'timeZone')).toBe(zone);
		expect(sent(await page(`/circles/${await circleOf(ana)}/schedule`, cookie), 'zone')).toBe(zone);
		expect(await (await post('/account?/about', { name: 'Anna', timeZone: device, country: '' }, cookie)).text()).toContain('Kept.');
		expect(await sql()`select name, time_zone from accounts where id = ${ana.id}`).toEqual([{ name: 'Anna', time_zone: zone }]);
	});
});

test('the list has each city by today’s name, with what its clock shows', async () => {
	const ana = await person({ timeZone: 'UTC' });
	const account = await page('/account', `login=${await beginLogin(ana.id)}`);
	expect(account).toMatch(/<optgroup label="Europe"/);
	expect(account).toMatch(/>Kyiv · GMT\+[23]</);
	expect(account).toMatch(/>Kolkata · GMT\+5:30</);
	expect(account).not.toMatch(/Kiev|Calcutta|Katmandu|Godthab|Saigon|Rangoon/);
});

test('a country is chosen from the one list, and nothing that is none is kept', async () => {
	const ana = await person();
	const cookie = `login=${await beginLogin(ana.id)}`;
	const keep = async (country: string) => (await post('/account?/about', { name: 'Ana', timeZone: 'UTC', country }, cookie)).text();
	expect(await keep('UA')).toContain('Kept.');
	expect(sent(await page('/account', cookie), 'country')).toBe('UA');
	expect(await keep('ZZ')).toContain('Please choose a country from the list, or none.');
	expect(await sql()`select country from accounts where id = ${ana.id}`).toEqual([{ country: 'UA' }]);
});

test('a title says which page it is, and nothing of what stands on it', async () => {
	const ana = await person();
	const cookie = `login=${await beginLogin(ana.id)}`;
	const circle = await circleOf(ana);
	const gathering = await planned(circle, { format: { ...formats[0]!, title: 'Canary format' } });
	await sql()`update circles set title = 'Canary of grief' where id = ${circle}`;
	const where = ['/circles', `/circles/${circle}`, `/gatherings/${gathering}`, '/calendar', '/nothing'];
	const found = await Promise.all(where.map(async (one) => titleOf(await page(one, cookie))));
	expect(new Set(found).size).toBe(found.length);
	for (const title of found) expect(title).toMatch(/^(?!.*Canary).+ · Evenround$/);
});
