// Nobody is kept out from outside: whoever knows an address can use up their own tries for it, and nobody else's.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { person, type Person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const password = 'four quiet words here';
let app: TestApp;
let passwordHash: string;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl, env: { ADDRESS_HEADER: 'x-network' } });
	passwordHash = await hashPassword(password);
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

const post = (where: string, fields: Record<string, string>, from: string, cookie = '') =>
	fetch(app.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: 'null', 'sec-fetch-site': 'same-origin', accept: 'text/html', 'x-network': from, cookie },
		body: new URLSearchParams(fields)
	});
const tries = (email: string, typed: string, from: string, cookie = '') =>
	post('/sign-in?/password', { email, password: typed }, from, cookie);
const asks = async (email: string, from: string, cookie = '') =>
	(await (await post('/sign-in?/link', { email }, from, cookie)).text()).includes('The mail is on its way');
const cookieOf = (answer: Response, name: string): string =>
	answer.headers
		.getSetCookie()
		.find((line) => line.startsWith(`${name}=`))
		?.split(';')[0] ?? '';
const victim = () => person({ passwordHash });

/** A stalker: as many tries as they like, from one network. */
async function usesUp({ email }: Person, from: string): Promise<void> {
	for (let n = 0; n < 11; n++) await tries(email, `a guess ${n}`, from);
	for (let n = 0; n < 6; n++) await asks(email, from);
	expect(await (await tries(email, password, from)).text(), 'the guesses are stopped').toContain('asked for often');
	expect(await asks(email, from)).toBe(false);
}
const mailsTo = async ({ email }: Person): Promise<number> => {
	const outbox = path.join(app.dataDir, 'outbox');
	const mails = await Promise.all((await readdir(outbox)).map((file) => readFile(path.join(outbox, file), 'utf8')));
	return mails.filter((mail) => mail.includes(`To: ${email}`)).length;
};

test('[W3] tries from elsewhere keep nobody out: neither by password nor by link, whatever their network is', async () => {
	const ana = await victim();
	await usesUp(ana, '203.0.113.9');
	expect((await tries(ana.email, password, '192.0.2.1')).status).toBe(303);
	expect(await asks(ana.email, '192.0.2.1')).toBe(true);
	// Another address of the same network counts with it; another network does not.
	const bo = await victim();
	await usesUp(bo, '2001:db8:0:7::1');
	expect((await tries(bo.email, password, '2001:db8:0:7:ffff::2')).status).toBe(400);
	expect((await tries(bo.email, password, '2001:db8:0:8::1')).status).toBe(303);
});

test('[W3] a browser that signed in before has tries of its own, also in the same network; it opens nothing, and counts for nobody else', async () => {
	const [ana, eve] = [await victim(), await victim()];
	const signedIn = await tries(ana.email, password, '198.51.100.1');
	const known = cookieOf(signedIn, 'browser');
	expect(signedIn.headers.getSetCookie().find((line) => line.startsWith('browser='))).toMatch(
		/; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/
	);
	await usesUp(ana, '198.51.100.1');
	expect((await fetch(`${app.url}/account`, { redirect: 'manual', headers: { cookie: known } })).status, 'it signs nobody in').toBe(303);
	expect((await tries(ana.email, password, '198.51.100.1', known)).status).toBe(303);
	expect(await asks(ana.email, '198.51.100.1', known)).toBe(true);
	// The stalker's own browser, a made-up one, and one whose row says another account are as any.
	const own = cookieOf(await tries(eve.email, password, '198.51.100.2'), 'browser');
	for (const other of [own, `browser=${'A'.repeat(22)}`, 'browser=x', ''])
		expect((await tries(ana.email, password, '198.51.100.1', other)).status, other).toBe(400);
	// Its own tries are counted, too.
	for (let n = 0; n < 11; n++) await tries(ana.email, 'a guess', '198.51.100.1', known);
	expect(await (await tries(ana.email, password, '198.51.100.1', known)).text()).toContain('asked for often');
	expect(await sql()`select 1 from known_browsers where secret_hash = ${known.split('=')[1]!}`, 'only its hash is kept').toHaveLength(0);
});

test('[W3] three hundred tries in one house keep out whoever lives there no longer than their browser is known', async () => {
	const ana = await victim();
	const known = cookieOf(await tries(ana.email, password, '198.51.100.77'), 'browser');
	// No addresses: nothing is hashed for them, and they are counted all the same.
	for (let n = 0; n < 300; n++) await tries('nobody', 'x', '198.51.100.77');
	expect((await tries(ana.email, password, '198.51.100.77')).status).toBe(400);
	expect((await tries(ana.email, password, '198.51.100.77', known)).status).toBe(303);
});

test('[W3] a hundred networks do not fill a mailbox, and whoever owns it is told of a mail that is in it', async () => {
	const ana = await victim();
	for (let n = 0; n < 20; n++) expect(await asks(ana.email, `203.0.113.${100 + n}`), 'the same words').toBe(true);
	expect(await mailsTo(ana)).toBe(11);
	const [newest] = await sql()<
		{ good: boolean }[]
	>`select bool_or(expires_at > now() + interval '12 minutes' and used_at is null) as good from mail_links where email = ${ana.email}`;
	expect(newest!.good).toBe(true);
});

test('[W3] proving oneself is counted for whoever is signed in, not for an address', async () => {
	const ana = await victim();
	const cookie = cookieOf(await tries(ana.email, password, '192.0.2.50'), 'login');
	await usesUp(ana, '192.0.2.50');
	expect((await post('/account?/password', { old: password, new: 'other quiet words here' }, '192.0.2.50', cookie)).status).toBe(200);
});
