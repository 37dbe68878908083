// Data directories from before statistics had logins of their own: they get them at the next start, and keep what is in them.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { postgresHome } from '../../scripts/lib/postgres-native.ts';
import { startPostgres, type PostgresServer } from '../../scripts/lib/postgres.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { installJobs } from '../../src/lib/server/jobs/install.ts';
import { closeStatistics, statisticsOff } from '../../src/lib/server/stats/logins.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { removeDataDir, temporaryDir } from '../support/private-servers.ts';

const dir = temporaryDir();
let server: PostgresServer | undefined;
afterAll(async () => {
	await closeStatistics();
	await closeDb();
	await server?.stop();
	removeDataDir(dir);
});

async function as<Row extends object>(url: string, ...statements: string[]): Promise<Row[]> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		let rows: Row[] = [];
		for (const statement of statements) rows = [...(await sql.unsafe<Row[]>(statement))];
		return rows;
	} finally {
		await sql.end();
	}
}

/** As an earlier release left it, and worse: no logins of statistics, no passwords for them, and an application that may do all. */
async function asBefore(was: PostgresServer): Promise<void> {
	await migrate(was.url, installJobs);
	await as(was.url, `insert into accounts (email, name) values ('mira@example.org', 'Mira')`);
	const owned = 'revoke create on database evenround from evenround_stats_job';
	await as(was.superUrl, owned, 'drop role evenround_stats_job', 'drop role evenround_stats_page', 'alter role evenround superuser');
	await was.stop();
	rmSync(path.join(postgresHome(dir).dir, 'data', 'evenround-separated'));
	const file = path.join(dir, 'secrets.json');
	const { statsJobPassword: _, statsPagePassword: __, ...kept } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
	writeFileSync(file, JSON.stringify(kept));
}

test('the application is a superuser no more, the two logins are there, and statistics begin', async () => {
	await asBefore(await startPostgres({ dir }));
	server = await startPostgres({ dir });
	expect(await as(server.url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([{ rolsuper: false }]);
	expect(await as(server.url, 'select name from accounts')).toEqual([{ name: 'Mira' }]);
	Object.assign(process.env, { DATABASE_URL: server.url, ...server.statsEnv });
	expect(await statisticsOff()).toBeNull();
	await expect(as(server.url, 'select * from stats.attendance')).rejects.toThrow('permission denied');
	expect(await as(server.statsEnv.STATS_PAGE_DATABASE_URL, 'select * from stats.releases')).toEqual([]);
});
