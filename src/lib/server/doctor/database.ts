// Looks at the database: whether it answers, is new enough, is migrated, and how far its clock is from this machine's.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { patient } from '../db/patience.ts';
import { because, broken, look, ok, type Finding } from './finding.ts';

const oldestMajor = 16;
/** The database's clock decides; further apart than this, people read times that are not true. */
const clockLookMs = 1000;
const clockBrokenMs = 30_000;

/**
 * @param url the application's own login
 * @param folder where the migrations of this version lie
 * @param clock this machine's, in milliseconds since the epoch
 */
export async function lookAtDatabase(url: string | undefined, folder = 'drizzle', clock: () => number = Date.now): Promise<Finding[]> {
	if (!url) return [broken('database', 'DATABASE_URL is not set.', 'Set DATABASE_URL, or run this while `npm start` runs.')];
	const sql = postgres(url, { ...patient(), max: 1, onnotice: () => {} });
	try {
		return [await version(sql), await login(sql), await migrations(sql, folder), await clocks(sql, clock)];
	} catch (error) {
		return [
			broken(
				'database',
				`It does not answer: ${because(error)}.`,
				'See that PostgreSQL runs, and that DATABASE_URL names its host, login and password.'
			)
		];
	} finally {
		await sql.end({ timeout: 1 });
	}
}

async function version(sql: postgres.Sql): Promise<Finding> {
	const [{ number }] = (await sql`select current_setting('server_version_num')::int as number`) as unknown as [{ number: number }];
	const major = Math.floor(number / 10_000);
	if (major < oldestMajor)
		return broken(
			'database',
			`It is PostgreSQL ${major}.`,
			`Move to PostgreSQL ${oldestMajor} or newer: back up, start a new one, restore.`
		);
	return ok('database', `PostgreSQL ${major} answers.`);
}

async function login(sql: postgres.Sql): Promise<Finding> {
	const [{ name, all }] = (await sql`select rolname as name, rolsuper as all from pg_roles where rolname = current_user`) as unknown as [
		{ name: string; all: boolean }
	];
	if (all)
		return look(
			'database login',
			`The application signs in as ${name}, who may do everything.`,
			'Give it a login of its own that owns its database and nothing else.'
		);
	return ok('database login', `${name} may do what the application needs, and no more.`);
}

async function migrations(sql: postgres.Sql, folder: string): Promise<Finding> {
	const { entries } = JSON.parse(await readFile(path.join(folder, 'meta', '_journal.json'), 'utf8')) as { entries: { when: number }[] };
	const newest = Math.max(...entries.map(({ when }) => when));
	const [there] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
	const [row] = there!.name === null ? [] : await sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`;
	const at = (row?.at as number | null | undefined) ?? 0;
	if (at < newest)
		return broken('tables', 'They are older than this version.', 'Start the application once: it brings them to its version.');
	if (at > newest)
		return broken('tables', 'They are newer than this version.', 'Run the version that made them, or restore a backup from before.');
	return ok('tables', 'They are those of this version.');
}

async function clocks(sql: postgres.Sql, clock: () => number): Promise<Finding> {
	const asked = clock();
	const [{ at }] = (await sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`) as unknown as [{ at: number }];
	const apart = Math.abs(at - (asked + clock()) / 2);
	const says = `This machine and the database are ${apart < 100 ? 'together' : `${(apart / 1000).toFixed(1)} s apart`}.`;
	if (apart < clockLookMs) return ok('clock', says);
	const todo = 'Let both machines follow the same time servers (chrony or systemd-timesyncd).';
	return apart < clockBrokenMs ? look('clock', says, todo) : broken('clock', says, todo);
}
