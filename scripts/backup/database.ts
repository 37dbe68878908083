// Backing up and restoring one database, given its addresses. Knows nothing of where this instance keeps them.
import postgres from 'postgres';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { dump, type Head } from './dump.ts';
import { readBackup, writeBackup } from './files.ts';
import { migrateTo } from './level.ts';
import { headOf, linesOf, load } from './load.ts';

/**
 * Writes everything a login may read into a file, as it is at one moment.
 * @param url whoever may read every table: the owner of all of them, or a superuser
 */
export async function backUp(url: string, file: string, passphrase: string | null, now = new Date()): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		await sql.begin('isolation level repeatable read read only', (tx) => writeBackup(file, dump(tx, now), passphrase));
	} finally {
		await sql.end();
	}
}

/**
 * Fills an empty database from a file: its tables are made as they were when the backup was written, filled in one
 * transaction, and then brought to what this version knows. Throws Plain, and changes no row, when it cannot.
 * @param url the application's own login, to whom the tables are to belong
 * @param ownerUrl whoever may write every table; `url` when that is the same
 */
export async function restore({ url, ownerUrl = url, file, passphrase }: { url: string; ownerUrl?: string; file: string; passphrase: string | null }): Promise<{ head: Head; rows: number }> {
	const lines = linesOf(readBackup(file, passphrase));
	const head = await headOf(lines);
	await migrateTo(url, head.level);
	const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	try {
		const rows = await sql.begin((tx) => load(tx, head, lines));
		await migrate(url);
		return { head, rows };
	} finally {
		await sql.end();
	}
}
