// How far a database was migrated, and bringing another one exactly that far before it is filled.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type postgres from 'postgres';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { root } from '../lib/paths.ts';
import { Plain } from '../lib/say.ts';

interface Journal {
	entries: { when: number; tag: string }[];
}

const folder = path.join(root, 'drizzle');

/** When the newest migration of a database was generated, in milliseconds; the number that orders them. */
export async function levelOf(sql: postgres.Sql | postgres.TransactionSql): Promise<number> {
	const [row] = await sql<{ at: string | null }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`;
	return Number(row?.at ?? 0);
}

/** Brings the database at `url` as far as `level` and no further. Throws Plain when this version does not know that level. */
export async function migrateTo(url: string, level: number): Promise<void> {
	const journal = JSON.parse(readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8')) as Journal;
	if (!journal.entries.some(({ when }) => when === level)) {
		throw new Plain('This backup was made by another version of Evenround, which knows tables that this one does not. Restore it with that version.');
	}
	const ladder = mkdtempSync(path.join(tmpdir(), 'evenround-level-'));
	try {
		cpSync(folder, ladder, { recursive: true });
		const kept = { ...journal, entries: journal.entries.filter(({ when }) => when <= level) };
		writeFileSync(path.join(ladder, 'meta', '_journal.json'), JSON.stringify(kept));
		await migrate(url, ladder);
	} finally {
		rmSync(ladder, { recursive: true });
	}
}
