// Brings the tables of the job queue to the version of its library, and its queues into being: before anybody enqueues.

import { sql as text } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import manifest from 'pg-boss/package.json' with { type: 'json' };
import { formerQueues, jobsSchema, queueNames, queues } from './queues.ts';

const wanted = manifest.pgboss.schema;

/**
 * Costs one query when all is there. The caller sees to it that nobody else does this at the same time.
 * @param sql a connection whose role may create a schema
 */
export async function installJobs(sql: postgres.Sql): Promise<void> {
	const there = await found(sql);
	const had = there?.version ?? null;
	const missing = queueNames.filter((name) => !there?.queues.includes(name));
	const former = formerQueues.filter((name) => there?.queues.includes(name));
	if (had === wanted && missing.length === 0 && former.length === 0) return;
	const { fromDrizzle, getConstructionPlans, getMigrationPlans, PgBoss } = await import('pg-boss');
	if (had === null) await sql.unsafe(getConstructionPlans(jobsSchema));
	else if (had < wanted) await sql.unsafe(getMigrationPlans(jobsSchema, had));
	const boss = new PgBoss({ db: fromDrizzle(drizzle(sql), text), schema: jobsSchema });
	for (const name of missing) await boss.createQueue(name, queues[name]);
	for (const name of former) await boss.deleteQueue(name);
}

/** What is there; null on a database that knows no jobs yet. */
async function found(sql: postgres.Sql): Promise<{ version: number; queues: string[] } | null> {
	try {
		const [row] = await sql<{ version: number; queues: string[] }[]>`
			select version, array(select name from ${sql(jobsSchema)}.queue) as queues from ${sql(jobsSchema)}.version`;
		return row ?? null;
	} catch (error) {
		const noSuchTable = '42P01';
		if ((error as { code?: string }).code === noSuchTable) return null;
		throw error;
	}
}
