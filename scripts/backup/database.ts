// Backing up and restoring one database, given its addresses. Knows nothing of where this instance keeps them.
import postgres from 'postgres';
import { migrate, migrateStatistics } from '../../src/lib/server/db/migrate.ts';
import { installJobs } from '../../src/lib/server/jobs/install.ts';
import { Plain } from '../lib/say.ts';
import { dump, type Head } from './dump.ts';
import { readBackup, writeBackup } from './files.ts';
import { markOf } from './keys.ts';
import { levelsOf, migrateTo } from './level.ts';
import { headOf, linesOf, load } from './load.ts';

/**
 * Writes everything a login may read into a file, as it is at one moment.
 * @param url whoever may read every table: the owner of all of them, or a superuser
 * @param cardKey CARD_KEY, of which the file says which one it is and nothing else
 */
export async function backUp(
	url: string,
	file: string,
	passphrase: string | null,
	cardKey: string | null = null,
	now = new Date()
): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		await sql.begin('isolation level repeatable read read only', (tx) =>
			writeBackup(file, dump(tx, cardKey === null ? null : markOf(cardKey), now), passphrase)
		);
	} catch (error) {
		const forbidden = (error as { code?: string }).code === '42501';
		throw forbidden
			? new Plain(
					'This login may not read every table: set BACKUP_DATABASE_URL to one that may, such as the superuser. Nothing was written.'
				)
			: error;
	} finally {
		await sql.end();
	}
}

interface Target {
	/** The application's own login, to whom its tables are to belong. */
	url: string;
	/** Whoever may write every table; `url` when that is the same. */
	ownerUrl?: string;
	/** The login of the statistics' job, to whom theirs are to belong. */
	jobUrl?: string;
	file: string;
	passphrase: string | null;
}

/**
 * Fills an empty database from a file: its tables are made as they were when the backup was written, filled in one
 * transaction, and then brought to what this version knows. Throws Plain, and changes no row, when it cannot.
 */
export async function restore({ url, ownerUrl = url, jobUrl, file, passphrase }: Target): Promise<{ head: Head; rows: number }> {
	const lines = linesOf(readBackup(file, passphrase));
	const head = await headOf(lines);
	const withStatistics = head.statisticsLevel !== null;
	if (withStatistics && !jobUrl)
		throw new Plain('This backup holds statistics. Set STATS_JOB_DATABASE_URL and STATS_PAGE_DATABASE_URL first.');
	await migrateTo(head.level, 'drizzle', (folder) => migrate(url, installJobs, folder));
	if (withStatistics) await migrateTo(head.statisticsLevel!, 'drizzle-stats', (folder) => migrateStatistics(jobUrl!, folder));
	const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	try {
		const rows = await sql.begin(async (tx) => {
			const { level } = await levelsOf(tx);
			if (level > head.level)
				throw new Plain(
					'The tables here are newer than the backup. Give it a database with no tables at all; they are made, and then brought to this version.'
				);
			return load(tx, head, lines);
		});
		await migrate(url, installJobs);
		if (withStatistics) await migrateStatistics(jobUrl!);
		return { head, rows };
	} finally {
		await sql.end();
	}
}
