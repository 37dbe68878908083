// The two connections of statistics that are not the application's: the job's, which may do all in the schema `stats` and
// nothing outside it, and the page's, which may read releases. Opened at first use. Whether they stand apart is asked here.

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { sql as app } from '../db/index.ts';
import { migrateStatistics } from '../db/migrate.ts';
import { patient } from '../db/patience.ts';
import { env } from '../env/index.ts';
import { log, logFailure } from '../ground/log.ts';
import * as schema from './schema.ts';

export type JobDb = PostgresJsDatabase<typeof schema>;
export type JobTx = Parameters<Parameters<JobDb['transaction']>[0]>[0];

/** Why there are no statistics: nobody made their logins; the application's login could read what it must not; it went wrong. */
export type Off = 'not-set-up' | 'not-apart' | 'failed';

/** Only ours is looked into for names that are written without a schema, whatever the database says. */
const ours = { search_path: 'pg_catalog' };
/** A release looks at everybody's months; a page at a few rows. */
const jobMs = 60_000;
const idleSeconds = 60;
/** Two nodes that start at once grant one after the other. */
const LOCK = 7_201_120;

interface Logins {
	job: postgres.Sql;
	jobDb: JobDb;
	page: postgres.Sql;
}
let open: Logins | undefined;
let asked: Promise<Off | null> | undefined;

function logins(): Logins {
	if (open) return open;
	const { STATS_JOB_DATABASE_URL: jobUrl, STATS_PAGE_DATABASE_URL: pageUrl } = env;
	if (!jobUrl || !pageUrl) throw new Error('the logins of statistics are not set');
	const opened = (url: string, max: number, statementMs?: number) => {
		const { connection, ...patience } = patient({ statementMs });
		return postgres(url, { ...patience, max, idle_timeout: idleSeconds, onnotice: () => {}, connection: { ...connection, ...ours } });
	};
	const [job, page] = [opened(jobUrl, 2, jobMs), opened(pageUrl, 4)];
	open = { job, jobDb: drizzle(job, { schema, casing: 'snake_case' }), page };
	return open;
}

/** The job's connection; only while `statisticsOff` is null. */
export const jobDb = (): JobDb => logins().jobDb;

/** The page's connection; only while `statisticsOff` is null. */
export const page = (): postgres.Sql => logins().page;

/** Why there are no statistics here, or null when there are. Prepares them when first asked; what failed is tried again. */
export function statisticsOff(): Promise<Off | null> {
	asked ??= prepare().catch((error): Off => {
		logFailure('statistics', error);
		asked = undefined;
		return 'failed';
	});
	return asked;
}

async function prepare(): Promise<Off | null> {
	const { STATS_JOB_DATABASE_URL: jobUrl, STATS_PAGE_DATABASE_URL: pageUrl } = env;
	if (!jobUrl || !pageUrl) return 'not-set-up';
	await migrateStatistics(jobUrl);
	await grant();
	if (await apart()) return null;
	log.error('statistics are off: the logins of the database are not apart');
	return 'not-apart';
}

/** What each login may do, and no more. Done once; asking is cheaper than granting. */
async function grant(): Promise<void> {
	const { job, page } = logins();
	const [[a], [p]] = await Promise.all([app()`select current_user as name`, page`select current_user as name`]);
	const [appName, pageName]: string[] = [a!.name, p!.name];
	const [has] = await job`select
		has_table_privilege(${appName!}::name, 'stats.attendance', 'insert') and has_table_privilege(${appName!}::name, 'stats.feedback', 'insert')
		and has_table_privilege(${pageName!}::name, 'stats.releases', 'select')
		and has_schema_privilege(${appName!}::name, 'stats', 'usage') and has_schema_privilege(${pageName!}::name, 'stats', 'usage') as all`;
	if (has!.all) return;
	await job.begin(async (q) => {
		await q`select pg_advisory_xact_lock(${LOCK})`;
		await q`grant usage on schema stats to ${q(appName!)}, ${q(pageName!)}`;
		await q`grant insert on stats.attendance, stats.feedback to ${q(appName!)}`;
		await q`grant select on stats.releases to ${q(pageName!)}`;
	});
}

/** Neither the application nor the page can read what releases are made of, by themselves or as a member of another role. */
async function apart(): Promise<boolean> {
	const { job, page } = logins();
	const [owner] = await job`select current_user as name`;
	const ask = async (q: postgres.Sql): Promise<boolean> => {
		const [can] = await q`select pg_has_role(current_user, ${owner!.name as string}::name, 'member')
			or (select rolsuper from pg_roles where rolname = current_user)
			or has_any_column_privilege('stats.attendance', 'select') or has_any_column_privilege('stats.feedback', 'select') as read`;
		return can!.read as boolean;
	};
	return !(await ask(app())) && !(await ask(page));
}

/** Closes both connections; asked again, they open anew. */
export async function closeStatistics(): Promise<void> {
	const was = open;
	open = undefined;
	asked = undefined;
	await Promise.all([was?.job.end({ timeout: 2 }), was?.page.end({ timeout: 2 })]);
}
