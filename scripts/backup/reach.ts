// Which database is meant: the one of the environment, the one that runs from DATA_DIR, or DATA_DIR's own, started for the while.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { currentRun } from '../lib/run-file.ts';
import { dataDir } from '../lib/paths.ts';
import { startPostgres } from '../lib/postgres.ts';
import { Plain } from '../lib/say.ts';
import { readSecrets } from '../lib/secrets.ts';

export interface Reached {
	/** The application's own login. */
	url: string;
	/** Whoever may read and write every table. */
	ownerUrl: string;
	/** The login of the statistics' job, where there is one. */
	jobUrl?: string;
}

/**
 * Does `work` with the database. `BACKUP_DATABASE_URL` names a login that may read every table where the application's may not.
 * Throws Plain when there is none, or when DATA_DIR's own is in use by a run that does not say where it is.
 */
export async function withDatabase(work: (reached: Reached) => Promise<void>): Promise<void> {
	const { DATABASE_URL: url, BACKUP_DATABASE_URL: given, STATS_JOB_DATABASE_URL: jobUrl } = process.env;
	const dir = dataDir();
	if (url) return work({ url, ownerUrl: given ?? ownSuperuser(url, dir) ?? url, jobUrl });
	const run = await currentRun(dir);
	if (run) throw new Plain(`Evenround runs from ${dir} (process ${run.pid}) and is only just starting. Try again in a moment.`);
	const server = await startPostgres({ dir });
	try {
		const superuser = new URL(server.superUrl);
		superuser.pathname = new URL(server.url).pathname;
		await work({ url: server.url, ownerUrl: superuser.href, jobUrl: server.statsEnv.STATS_JOB_DATABASE_URL });
	} finally {
		await server.stop();
	}
}

/** The superuser's address when `url` is the database that `dir` itself runs. */
function ownSuperuser(url: string, dir: string): string | undefined {
	if (!existsSync(path.join(dir, 'secrets.json'))) return undefined;
	const { databasePassword, postgresPassword } = readSecrets(dir);
	const own = new URL(url);
	if (own.password !== databasePassword) return undefined;
	own.username = 'postgres';
	own.password = postgresPassword;
	return own.href;
}
