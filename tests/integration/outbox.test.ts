// The outbox as a table and a worker: what lay in an earlier version's tables and queue is not lost, what fails is tried again at
// its own pace, and what hangs holds up nothing that is urgent.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PgBoss } from 'pg-boss';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrateTo } from '../../scripts/backup/level.ts';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { installJobs } from '../../src/lib/server/jobs/install.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import type { Outcome } from '../../src/lib/server/outbox/carriers.ts';
import type { Taken } from '../../src/lib/server/outbox/deliveries.ts';
import { openQueue, roundOf, type Queue } from '../../src/lib/server/outbox/worker.ts';
import { person } from '../support/people.ts';
import { freshDatabase, inDatabase, testServers } from '../support/servers.ts';

afterAll(closeDb);

/** A database of the application's own login, in which there is nothing. */
async function emptyDatabase(): Promise<string> {
	const { databaseUrl, appUrl } = testServers();
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	const owner = postgres(databaseUrl, { max: 1 });
	await owner.unsafe(`create database ${name} owner ${new URL(appUrl).username}`);
	await owner.end();
	return inDatabase(appUrl, name);
}
/** A queue of mails whose carrier answers so, one attempt after the other; the last answer stays. */
function queueOf(...answers: (Outcome | Promise<Outcome> | Error)[]): Queue & { tried: Taken[] } {
	const tried: Taken[] = [];
	return {
		kind: 'mail',
		name: 'mails',
		tried,
		async attempt(one) {
			tried.push(one);
			const answer = await (answers.length > 1 ? answers.shift()! : answers[0]!);
			if (answer instanceof Error) throw answer;
			return answer;
		}
	};
}
async function round(queue: Queue): Promise<void> {
	const attempts = new Set<Promise<void>>();
	await roundOf(queue, attempts);
	await Promise.all(attempts);
}
const due = () => sql()`update deliveries set not_before = now()`;
const row = async () =>
	(await sql()`select tries, failure, sent_at is not null as sent, dropped_at is not null as dropped from deliveries`)[0];

test('an update loses nothing: what waited in the tables and the queue of an earlier version is due in this one, and the queue is gone', async () => {
	const { entries } = JSON.parse(await readFile('drizzle/meta/_journal.json', 'utf8')) as { entries: { when: number; tag: string }[] };
	const before = entries.findIndex(({ tag }) => tag.endsWith('_deliveries')) - 1;
	const url = await emptyDatabase();
	await migrateTo(entries[before]!.when, 'drizzle', (folder) => migrate(url, installJobs, folder));
	const old = postgres(url, { max: 1, onnotice: () => {} });
	const [ana] = await old<{ id: string }[]>`insert into accounts (email, name) values ('ana@example.org', 'Ana') returning id`;
	const [page] = await old<
		{ id: string }[]
	>`insert into pages (kind, account_id, spread_at) values ('test', ${ana!.id}, now()) returning id`;
	await old`insert into page_letters (page_id, carrier, account_id, email, tries, failed_at, failure) values (${page!.id}, 'mail', ${ana!.id}, 'ana@example.org', 3, now(), 'x')`;
	const mailed = await old<{ id: string }[]>`
		insert into mails (kind, account_id, occasion, data, handed_over_at, dropped_at) values
			('joinAnswered', ${ana!.id}, 'waits', '{}', null, null), ('joinAnswered', ${ana!.id}, 'sent', '{}', now(), null), ('joinAnswered', ${ana!.id}, 'dropped', '{}', null, now())
		returning id`;
	const boss = new PgBoss({
		db: { executeSql: async (text, values = []) => ({ rows: [...(await old.unsafe(text, values as never[]))] }) },
		schema: 'pgboss'
	});
	await boss.createQueue('mails');
	await boss.insert(
		'mails',
		mailed.map(({ id }) => ({ id }))
	);
	await migrate(url, installJobs);
	expect([...(await old`select kind, page_id, mail_id, email, tries, failure from deliveries order by kind`)]).toEqual([
		{ kind: 'alert', page_id: page!.id, mail_id: null, email: 'ana@example.org', tries: 3, failure: 'x' },
		{ kind: 'mail', page_id: null, mail_id: mailed[0]!.id, email: null, tries: 0, failure: null }
	]);
	expect([
		...(await old`select name from pgboss.queue where name = 'mails' union all select name from pgboss.job where name = 'mails'`)
	]).toEqual([]);
	await old.end();
});

describe('a delivery', () => {
	beforeAll(async () => {
		process.env.DATABASE_URL = await freshDatabase();
	});
	beforeEach(async () => {
		await sql()`delete from mails`;
		const { id } = await person();
		await db().transaction((tx) => tell(tx, { kind: 'joinAnswered', account: id, data: { yes: true } }));
	});

	test('that fails is tried again, each time after twice as long, and once it was handed over never', async () => {
		const queue = queueOf({ failed: 'no' }, new Error('odd'), { failed: 'no' }, 'handed over');
		const waits: number[] = [];
		for (let tries = 1; tries <= 3; tries++) {
			await round(queue);
			await round(queue);
			expect(queue.tried).toHaveLength(tries);
			const [{ ms }] = (await sql()`select (extract(epoch from not_before - failed_at) * 1000)::int as ms from deliveries`) as unknown as [
				{ ms: number }
			];
			waits.push(ms);
			await due();
		}
		expect(waits).toEqual([15_000, 30_000, 60_000]);
		await round(queue);
		await due();
		await round(queue);
		expect(queue.tried).toHaveLength(4);
		expect(await row()).toEqual({ tries: 4, failure: 'no', sent: true, dropped: false });
	});

	test('that is not true any more is dropped, and one whose reader is gone is gone', async () => {
		const queue = queueOf('dropped');
		await round(queue);
		await due();
		await round(queue);
		expect(queue.tried).toHaveLength(1);
		expect(await row()).toEqual({ tries: 1, failure: null, sent: false, dropped: true });
		await sql()`delete from accounts`;
		expect(await row()).toBeUndefined();
	});

	test('is taken by one of two workers that look at once', async () => {
		const queues = [queueOf('handed over'), queueOf('handed over')];
		await Promise.all(queues.map(round));
		expect(queues.flatMap(({ tried }) => tried)).toHaveLength(1);
	});

	test('that hangs lets its worker end, and is left to another once its lease is over', async () => {
		let release = (_: Outcome) => {};
		const hanging = queueOf(new Promise<Outcome>((done) => (release = done)));
		const working = openQueue(hanging);
		working.soon();
		await expect.poll(() => hanging.tried.length).toBe(1);
		const began = performance.now();
		await working.end();
		expect(performance.now() - began).toBeLessThan(3000);
		const other = queueOf('handed over');
		await round(other);
		expect(other.tried).toEqual([]);
		await due();
		await round(other);
		expect(other.tried).toHaveLength(1);
		release('handed over');
	});
});
