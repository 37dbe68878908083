// Nodes that send mails, and are killed: nothing is lost, and nothing is sent twice but what nobody can know about.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { tell, tellAll } from '../../src/lib/server/mails/tell.ts';
import { person, type Person } from '../support/people.ts';
import { mailServer, type Manner } from '../support/smtp.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let databaseUrl = '';
let server: Awaited<ReturnType<typeof mailServer>>;
let apps: TestApp[] = [];
let ana: Person;

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
});
beforeEach(async () => {
	ana = await person();
});
afterEach(async () => {
	server.release();
	await Promise.all(apps.splice(0).map((app) => app.stop()));
	await server.close();
	await sql()`delete from mails`;
});
afterAll(closeDb);

const opens = async (manners: Manner[] = []) => (server = await mailServer(manners));
/** A node that sends by this test's mail server. */
async function node(): Promise<TestApp> {
	const app = await startApp({ databaseUrl, env: { SMTP_URL: server.url }, runs: ['mails'] });
	apps.push(app);
	return app;
}
const killed = async (app: TestApp) => {
	apps = apps.filter((one) => one !== app);
	await app.kill('SIGKILL');
};
const told = (account = ana.id) => db().transaction((tx) => tell(tx, { kind: 'joinAnswered', account, data: { yes: true } }));
const handedOver = async () => (await sql()`select 1 from mails where handed_over_at is not null`).length;
/** The lease of whoever took it is over. */
const timePasses = () => sql()`update deliveries set not_before = now() where sent_at is null`;
const soon = { timeout: 30_000 };

test('killed after the commit and before the sending: the next node sends it, once', async () => {
	await opens();
	await told();
	await Promise.all([node(), node()]);
	await expect.poll(handedOver, soon).toBe(1);
	expect(server.taken.map(({ to }) => to)).toEqual([[ana.email]]);
});

test('killed while it is sending: the mail server has none of it, and another node sends it, once', async () => {
	await opens(['hang']);
	await told();
	const dying = await node();
	await expect.poll(server.asked, soon).toBe(1);
	await killed(dying);
	await node();
	await timePasses();
	await expect.poll(handedOver, soon).toBe(1);
	expect(server.taken).toHaveLength(1);
});

test('killed when it had handed a mail over and could not write that down: the same mail is sent again, under the same id', async () => {
	await opens(['lost']);
	await told();
	const dying = await node();
	await expect.poll(() => server.taken.length, soon).toBe(1);
	await killed(dying);
	await node();
	await timePasses();
	await expect.poll(handedOver, soon).toBe(1);
	expect(new Set(server.taken.map(({ id }) => id)).size).toBe(1);
	expect(server.taken).toHaveLength(2);
});

test('killed when that was written down, and not yet beside its delivery: nobody sends it again', async () => {
	await opens();
	await told();
	const dying = await node();
	await expect.poll(handedOver, soon).toBe(1);
	await killed(dying);
	await sql()`update deliveries set sent_at = null, not_before = now()`;
	await node();
	await expect.poll(async () => (await sql()`select 1 from deliveries where sent_at is not null`).length, soon).toBe(1);
	expect(server.taken).toHaveLength(1);
});

test('of three nodes and forty mails, each mail is sent by one node, once', async () => {
	await opens();
	await Promise.all([node(), node(), node()]);
	const people = await Promise.all(Array.from({ length: 40 }, () => person()));
	await db().transaction((tx) =>
		tellAll(
			tx,
			people.map(({ id }) => id),
			{ kind: 'joinAnswered', data: { yes: true } }
		)
	);
	await expect.poll(handedOver, soon).toBe(40);
	expect(server.taken.map(({ to }) => to[0]).sort()).toEqual(people.map(({ email }) => email).sort());
});

test('a node that is told to end while a mail server hangs ends within its three seconds, and another node sends the mail', async () => {
	await opens(['hang']);
	await told();
	const ending = await node();
	await expect.poll(server.asked, soon).toBe(1);
	const began = performance.now();
	await ending.kill('SIGTERM');
	apps = [];
	expect(performance.now() - began).toBeLessThan(4000);
	await node();
	await timePasses();
	await expect.poll(handedOver, soon).toBe(1);
	expect(server.taken).toHaveLength(1);
});
