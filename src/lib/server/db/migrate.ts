// Brings a database to the newest schema. Safe to run from several nodes at once: one waits for the other. A database that is
// only just starting is waited for.

import { setTimeout as delay } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const LOCK = 7_201_118;
const waitMs = 30_000;
const askAgainMs = 20;
/** What a server says, or the system for it, before it is there. */
const notYet = new Set(['ECONNREFUSED', '57P03']);

/**
 * @param url a Postgres URL whose role may create tables
 * @param install what else is brought to its newest form in the same turn: the tables of the job queue (jobs/install.ts)
 * @param folder where the generated migrations lie
 * Throws what the driver says when the database refuses, or is not there within half a minute.
 */
export const migrate = (url: string, install: (sql: postgres.Sql) => Promise<void>, folder = 'drizzle'): Promise<void> =>
	inTurn(url, async (sql) => {
		await run(drizzle(sql), { migrationsFolder: folder });
		await install(sql);
	});

/** The same for the schema of statistics, which keeps its own list of what was run. @param url the address of the job's login */
export const migrateStatistics = (url: string, folder = 'drizzle-stats'): Promise<void> =>
	inTurn(url, (sql) => run(drizzle(sql), { migrationsFolder: folder, migrationsSchema: 'stats', migrationsTable: 'migrations' }));

async function inTurn(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {}, backoff: () => askAgainMs / 1000 });
	try {
		await there(sql);
		await sql`select pg_advisory_lock(${LOCK})`;
		await work(sql);
	} finally {
		await sql.end();
	}
}

async function there(sql: postgres.Sql): Promise<void> {
	const until = performance.now() + waitMs;
	for (;;) {
		try {
			await sql`select 1`;
			return;
		} catch (error) {
			if (!notYet.has((error as { code?: string }).code ?? '') || performance.now() > until) throw error;
			await delay(askAgainMs);
		}
	}
}
