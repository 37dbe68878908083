// A transaction in two round trips: stored whole or not at all, whatever happens between its ends, and its connection serves again.
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { inTwoTrips } from '../../src/lib/server/db/two-trips.ts';
import { freshDatabase } from '../support/servers.ts';

let outside: postgres.Sql;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	outside = postgres(process.env.DATABASE_URL, { max: 1, onnotice: () => {} });
	await outside`create table marks (name text primary key)`;
}, 120_000);
afterAll(async () => {
	await closeDb();
	await outside?.end();
});
beforeEach(async () => void (await outside`truncate marks`));

const stored = async () => (await outside<{ name: string }[]>`select name from marks order by name`).map(({ name }) => name);
const marks = (...names: string[]) =>
	inTwoTrips(
		(q) => q<{ n: number }[]>`select count(*)::int as n from marks`,
		([found]) => ({ result: found!.n, store: (q) => Promise.all(names.map((name) => q`insert into marks values (${name})`)) })
	);

test('what it read is its answer, and what it stored is there when it answers', async () => {
	expect(await marks('a', 'b')).toBe(0);
	expect(await stored()).toEqual(['a', 'b']);
	expect(await marks('c')).toBe(2);
});

test('one statement that fails, whichever of them, and nothing is stored', async () => {
	await marks('b');
	for (const names of [
		['b', 'x', 'y'],
		['x', 'b', 'y'],
		['x', 'y', 'b']
	])
		await expect(marks(...names)).rejects.toThrow('duplicate key');
	expect(await stored()).toEqual(['b']);
});

test('what it read is locked until it has stored: twenty that count and add one at once count to twenty', async () => {
	await outside`insert into marks values ('0')`;
	const next = () =>
		inTwoTrips(
			(q) => q<{ name: string }[]>`select name from marks for update`,
			([found]) => ({ result: found!.name, store: (q) => q`update marks set name = ${String(Number(found!.name) + 1)}` })
		);
	const seen = await Promise.all(Array.from({ length: 20 }, next));
	expect(new Set(seen).size).toBe(20);
	expect(await stored()).toEqual(['20']);
});

test('a no, and a decision that throws, store nothing and hold no lock', async () => {
	await marks('a');
	const locked = (follow: () => { result: string }) => inTwoTrips((q) => q`select name from marks for update`, follow);
	expect(await locked(() => ({ result: 'no' }))).toBe('no');
	await expect(
		locked(() => {
			throw new Error('unreadable');
		})
	).rejects.toThrow('unreadable');
	expect(await outside`select name from marks for update nowait`).toHaveLength(1);
});

test('a read that fails is told as it is, and more of them than there are connections leave every connection good', async () => {
	const failed = await Promise.allSettled(
		Array.from({ length: 30 }, () =>
			inTwoTrips(
				(q) => q`select 1 / (select count(*) from marks)`,
				() => ({ result: 1 })
			)
		)
	);
	for (const one of failed) expect(one).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
	expect(await Promise.all(Array.from({ length: 30 }, (_, n) => marks(`m${n}`)))).toHaveLength(30);
	expect(await stored()).toHaveLength(30);
});

test('a pool that is closed waits for what is under way, and no longer; the next one serves', async () => {
	const under = inTwoTrips(
		(q) => q`select pg_sleep(0.3)`,
		() => ({ result: 'done', store: (q) => q`insert into marks values ('last')` })
	);
	// On its way: what is closed before has nothing under way.
	await vi.waitFor(async () => expect(await outside`select 1 from pg_stat_activity where query = 'select pg_sleep(0.3)'`).toHaveLength(1));
	const began = performance.now();
	await closeDb();
	// The driver is given two seconds, and then ends what is left.
	expect(performance.now() - began).toBeLessThan(1500);
	expect(await under).toBe('done');
	expect(await stored()).toEqual(['last']);
	expect(await marks('next')).toBe(1);
});

test('every connection is cut while many are under way: each is stored or told as failed, and the next ones are served', async () => {
	const cut = () =>
		outside`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`;
	const yes = new Set<string>();
	for (let round = 0; round < 20; round++) {
		const under = Array.from({ length: 15 }, async (_, n) => {
			const name = `r${round} ${n}`;
			await marks(name).then(
				() => yes.add(name),
				() => {}
			);
		});
		await cut();
		await Promise.all(under);
	}
	const there = await stored();
	expect([...yes].filter((name) => !there.includes(name))).toEqual([]);
	// The first after a cut may still meet a connection that does not know yet; more of them than there are connections are served soon.
	let tries = 0;
	await vi.waitFor(async () => {
		const after = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => marks(`after ${tries++} ${n}`)));
		expect(after.filter(({ status }) => status === 'rejected')).toEqual([]);
	}, 20_000);
	const [idle] = await outside<{ n: number }[]>`
		select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
	expect(idle!.n).toBe(0);
	expect(await sql()`select 1 as one`).toEqual([{ one: 1 }]);
});
