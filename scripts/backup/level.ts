// How far a database was migrated, and bringing another one exactly that far before it is filled.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type postgres from 'postgres';
import { root } from '../lib/paths.ts';
import { Plain } from '../lib/say.ts';

interface Journal {
	entries: { when: number; tag: string }[];
}
interface Levels {
	level: number;
	statisticsLevel: number | null;
}

/** When the newest migration of each kind was generated, in milliseconds; the number that orders them. Throws Plain where there is none. */
export async function levelsOf(sql: postgres.TransactionSql): Promise<Levels> {
	const [there] = await sql`select to_regclass('drizzle.__drizzle_migrations') as ours, to_regclass('stats.migrations') as statistics`;
	if (!there!.ours) throw new Plain('There is nothing to back up here: the application has not started on this database yet.');
	const [row] = await sql<{ at: string }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`;
	const [statistics] = there!.statistics ? await sql<{ at: string }[]>`select max(created_at) as at from stats.migrations` : [];
	return { level: Number(row?.at), statisticsLevel: statistics ? Number(statistics.at) : null };
}

/**
 * Brings a database as far as `level` and no further.
 * @param ladder the folder of all migrations, in this clone
 * @param migrate does it, with the migrations of a folder
 * Throws Plain when this version does not know that level.
 */
export async function migrateTo(
	level: number,
	ladder: 'drizzle' | 'drizzle-stats',
	migrate: (folder: string) => Promise<void>
): Promise<void> {
	const all = path.join(root, ladder);
	const journal = JSON.parse(readFileSync(path.join(all, 'meta', '_journal.json'), 'utf8')) as Journal;
	if (!journal.entries.some(({ when }) => when === level)) {
		throw new Plain(
			'This backup was made by another version of Evenround, which knows tables that this one does not. Restore it with that version.'
		);
	}
	const part = mkdtempSync(path.join(tmpdir(), 'evenround-level-'));
	try {
		cpSync(all, part, { recursive: true });
		const kept = { ...journal, entries: journal.entries.filter(({ when }) => when <= level) };
		writeFileSync(path.join(part, 'meta', '_journal.json'), JSON.stringify(kept));
		await migrate(part);
	} finally {
		rmSync(part, { recursive: true });
	}
}
