// Backup and restore, tried: a gathering in the middle of its round is lost with its database, comes back, and goes on.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { backUp, restore } from '../../scripts/backup/database.ts';
import { backUpKeys, cardKeyOf, refuseOtherKey, restoreKeys } from '../../scripts/backup/keys.ts';
import { migrateTo } from '../../scripts/backup/level.ts';
import { tables } from '../../scripts/backup/tables.ts';
import { mayBuild } from '../../scripts/lib/stats-roles.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { migrate, migrateStatistics } from '../../src/lib/server/db/migrate.ts';
import { installJobs } from '../../src/lib/server/jobs/install.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { takeDue } from '../../src/lib/server/outbox/deliveries.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { circleOf, person, planned } from '../support/people.ts';
import { accepted, pageOf, seat, seated, sitting, turnOf, type Seated } from '../support/seated.ts';
import { freshDatabase, inDatabase, startApp, statsAt, testServers } from '../support/servers.ts';

const passphrase = 'four quiet words here';
/** When this file is run alone, the application may have to be built first. */
const withBuildMs = 150_000;
let first: string;
let at: Seated;
let dir: string;
let file: string;

beforeAll(async () => {
	first = await freshDatabase();
});
beforeEach(async () => {
	await goTo(first);
	dir = temporaryDir();
	file = path.join(dir, 'backup');
	at = await seated(['facilitator', 'participant', 'participant']);
	await sitting(at, 'round-1');
});
afterAll(closeDb);

/** A database with nothing in it at all. */
async function emptyDatabase(): Promise<string> {
	const { databaseUrl, appUrl } = testServers();
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	const server = postgres(databaseUrl, { max: 1 });
	await server.unsafe(`create database ${name} owner ${new URL(appUrl).username}`);
	await server.unsafe(mayBuild(name));
	await server.end();
	return inDatabase(appUrl, name);
}

/** From now on, everything of the product reads and writes there. */
async function goTo(url: string): Promise<void> {
	await closeDb();
	process.env.DATABASE_URL = url;
}

const everything = async (url: string) => {
	const one = postgres(url, { max: 1 });
	const found: Record<string, unknown> = {};
	for (const { name } of await tables(one))
		found[name] = (await one.unsafe(`select md5(string_agg(t::text, '|' order by t::text)) as all, count(*) as n from ${name} t`))[0];
	await one.end();
	return found;
};

test(
	'a gathering goes on where it was: the same turn in the same hands, no time lost, and the rest of the round',
	async () => {
		const { turnId, seat: holder } = await turnOf(at);
		await accepted(at, seat(holder), { type: 'ACCEPT', turnId, typing: false });
		const before = (await look(at.id))!;
		await backUp(first, file, passphrase);
		const url = await emptyDatabase();
		const { rows } = await restore({ url, file, passphrase });
		expect(rows).toBeGreaterThan(10);
		expect(await everything(url)).toEqual(await everything(first));

		await goTo(url);
		expect((await look(at.id))!.state).toEqual(before.state);
		const app = await startApp({ databaseUrl: url });
		try {
			const page = pageOf(at, holder, app.url);
			page.follow(at.id);
			const view = await page.until((v) => v.piece.state === 'held', 10_000);
			expect([view.piece.turnId, view.piece.seat]).toEqual([turnId, holder]);
			expect(await page.act({ type: 'FINISH', turnId })).toMatchObject({ version: expect.any(Number) });
			await page.until((v) => v.piece.turnId !== turnId, 10_000);
			page.unfollow();
		} finally {
			await app.stop();
		}
	},
	withBuildMs
);

test('numbers go on where they were: the next gathering has a number of its own', async () => {
	await backUp(first, file, null);
	const url = await emptyDatabase();
	await restore({ url, file, passphrase: null });
	await goTo(url);
	const id = await planned(await circleOf(await person()));
	const [{ no }] = (await sql()`select no from gatherings where id = ${id}`) as unknown as [{ no: number }];
	expect(no).toBeGreaterThan(at.no);
});

test('a mail that was not sent yet is sent after all: it waits in what was restored', async () => {
	const ana = await person();
	await db().transaction((tx) => tell(tx, { kind: 'joinAnswered', account: ana.id, data: { yes: true } }));
	await backUp(first, file, null);
	const url = await emptyDatabase();
	await restore({ url, file, passphrase: null });
	await goTo(url);
	expect(await takeDue('mail')).toMatchObject([{ mail: (await sql()`select id from mails`)[0]!.id }]);
});

test('a backup of an older version comes into this one, and its tables become those of this one', async () => {
	const { entries } = JSON.parse(await readFile('drizzle/meta/_journal.json', 'utf8')) as { entries: { when: number }[] };
	const older = await emptyDatabase();
	await migrateTo(entries.at(-2)!.when, 'drizzle', (folder) => migrate(older, installJobs, folder));
	await goTo(older);
	await sql()`insert into accounts (email, name) values ('ana@example.org', 'Ana')`;
	await backUp(older, file, null);
	const url = await emptyDatabase();
	await restore({ url, file, passphrase: null });
	await goTo(url);
	expect(await sql()`select name from accounts`).toEqual([{ name: 'Ana' }]);
	const [{ at: newest }] = (await sql()`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`) as unknown as [
		{ at: number }
	];
	expect(newest).toBe(entries.at(-1)!.when);
	await backUp(url, `${file}-newer`, null);
	await expect(restore({ url: older, file: `${file}-newer`, passphrase: null })).rejects.toThrow('Only an empty database');
});

test('no login comes back: one that was ended since would open again', async () => {
	await beginLogin((await person()).id);
	await backUp(first, file, null);
	const url = await emptyDatabase();
	await restore({ url, file, passphrase: null });
	await goTo(url);
	expect(await sql()`select 1 from logins`).toHaveLength(0);
});

test('statistics come back too, by a login that may read them; the application’s own may not', async () => {
	const from = await freshDatabase();
	const all = (url: string) => inDatabase(testServers().databaseUrl, new URL(url).pathname.slice(1));
	await migrateStatistics(statsAt(from).STATS_JOB_DATABASE_URL!);
	const owner = postgres(all(from), { max: 1 });
	await owner`insert into stats.known values (gen_random_uuid(), gen_random_uuid())`;
	await owner.end();
	await expect(backUp(from, file, null)).rejects.toThrow('may not read every table');
	await backUp(all(from), file, null);
	const url = await emptyDatabase();
	const jobUrl = statsAt(url).STATS_JOB_DATABASE_URL!;
	await expect(restore({ url, file, passphrase: null })).rejects.toThrow('holds statistics');
	await restore({ url, ownerUrl: all(url), jobUrl, file, passphrase: null });
	expect(await everything(all(url))).toEqual(await everything(all(from)));
	const job = postgres(jobUrl, { max: 1 });
	expect(await job`select 1 from stats.known`).toHaveLength(1);
	await job.end();
});

describe('nothing is restored, and nothing is changed,', () => {
	test('where somebody is already', async () => {
		await backUp(first, file, null);
		const before = await everything(first);
		await expect(restore({ url: first, file, passphrase: null })).rejects.toThrow('Only an empty database');
		expect(await everything(first)).toEqual(before);
	});

	test('with another passphrase, from a file that was cut off, or where one bit was turned', async () => {
		await backUp(first, file, passphrase);
		const bytes = await readFile(file);
		const [short, turned] = [path.join(dir, 'short'), path.join(dir, 'turned')];
		await writeFile(short, bytes.subarray(0, bytes.length - 40));
		await copyFile(file, turned);
		bytes[Math.floor(bytes.length / 2)]! ^= 1;
		await writeFile(turned, bytes);
		const url = await emptyDatabase();
		for (const [which, word] of [
			[file, 'other words'],
			[short, passphrase],
			[turned, passphrase]
		] as const)
			await expect(restore({ url, file: which, passphrase: word }), which).rejects.toThrow(/does not open|damaged|not a backup/);
		await expect(restore({ url, file, passphrase: null })).rejects.toThrow('is sealed');
		await restore({ url, file, passphrase });
	});

	test('from a plain file that was cut off, or one that is no backup', async () => {
		await backUp(first, file, null);
		const bytes = await readFile(file);
		const short = path.join(dir, 'short');
		await writeFile(short, bytes.subarray(0, bytes.length / 2));
		const url = await emptyDatabase();
		await expect(restore({ url, file: short, passphrase: null })).rejects.toThrow(/damaged|too early/);
		await writeFile(file, 'Something else.');
		await expect(restore({ url, file, passphrase: null })).rejects.toThrow(/damaged|not a backup/);
	});
});

test('a backup is not written over another; nobody else can read it; sealed, it shows no name', async () => {
	const ana = await person({ name: 'Canary Ana' });
	await backUp(first, file, passphrase);
	await expect(backUp(first, file, passphrase)).rejects.toThrow('is there already');
	const bytes = await readFile(file);
	expect(bytes.includes(ana.email)).toBe(false);
	expect((await stat(file)).mode & 0o077).toBe(0);
});

test('the keys go into a file of their own, and back into a place that has none', async () => {
	const [from, to] = [temporaryDir(), temporaryDir()];
	await writeFile(path.join(from, 'secrets.json'), JSON.stringify({ cardKey: 'ab'.repeat(32), postgresPassword: 'not this' }));
	await writeFile(path.join(from, 'vapid.json'), '{"publicKey":"p","privateKey":"q"}');
	await backUpKeys(from, file, passphrase);
	expect((await readFile(file)).includes('abab')).toBe(false);
	await expect(restoreKeys(to, file, 'other words')).rejects.toThrow('does not open');
	await restoreKeys(to, file, passphrase);
	expect(JSON.parse(await readFile(path.join(to, 'secrets.json'), 'utf8'))).toEqual({ cardKey: 'ab'.repeat(32) });
	expect(await readFile(path.join(to, 'vapid.json'), 'utf8')).toContain('privateKey');
	await expect(restoreKeys(to, file, passphrase)).rejects.toThrow('already');
});

test(
	'[H2] a backup comes back with the keys that belong to it, or nothing is made: the keys first, or a word that they are lost',
	async () => {
		const [old, fresh] = ['ab'.repeat(32), 'cd'.repeat(32)];
		await backUp(first, file, passphrase, old);
		expect((await readFile(file)).includes(old)).toBe(false);
		await expect(refuseOtherKey(file, passphrase, null)).rejects.toThrow('There is no CARD_KEY here yet');
		await expect(refuseOtherKey(file, passphrase, fresh)).rejects.toThrow('another one');
		await refuseOtherKey(file, passphrase, old);

		// The command itself, into an empty DATA_DIR and an empty database: refused, and both are as they were.
		const [to, keys, url] = [path.join(dir, 'data'), path.join(dir, 'keys'), await emptyDatabase()];
		const command = (...args: string[]) =>
			promisify(execFile)(process.execPath, ['scripts/restore.ts', ...args], {
				env: { ...process.env, CARD_KEY: '', DATA_DIR: to, DATABASE_URL: url, BACKUP_PASSPHRASE: passphrase }
			}).then(
				() => '',
				({ stderr }: { stderr: string }) => stderr
			);
		expect(await command(file)).toContain('Put the keys back first');
		expect([existsSync(to), await everything(url)]).toEqual([false, {}]);
		const from = temporaryDir();
		await writeFile(path.join(from, 'secrets.json'), JSON.stringify({ cardKey: old }));
		await backUpKeys(from, keys, passphrase);
		expect(await command('--keys', keys)).toBe('');
		expect(cardKeyOf(to)).toBe(old);
		expect(await command(file)).toBe('');
		expect(Object.keys(await everything(url)).length).toBeGreaterThan(10);
	},
	withBuildMs
);
