// Brings a database to the newest schema. Safe to run from several nodes at once: one waits for the other.

import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const LOCK = 7_201_118;

/**
 * @param url a Postgres URL whose role may create tables
 * @param folder where the generated migrations lie
 */
export async function migrate(url: string, folder = 'drizzle'): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		await sql`select pg_advisory_lock(${LOCK})`;
		await run(drizzle(sql), { migrationsFolder: folder });
	} finally {
		await sql.end();
	}
}
