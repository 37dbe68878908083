// Writes all of a database into one stream, as it was at one moment, while it goes on being used.
import type { Readable } from 'node:stream';
import type postgres from 'postgres';
import { levelsOf } from './level.ts';
import { tables } from './tables.ts';

export const formatName = 'evenround backup';
export const formatVersion = 1;
/** A line by itself that ends a table, as COPY ends its own text. */
export const endOfTable = '\\.';

export interface Head {
	format: typeof formatName;
	version: number;
	madeAt: string;
	/** How far its tables were migrated; those of statistics are null where there are none. See level.ts. */
	level: number;
	statisticsLevel: number | null;
	/** Which card's key belongs to it (keys.ts); null where there was none. Older backups do not say. */
	key?: string | null;
	/** The last number each sequence gave out. */
	sequences: { name: string; last: string }[];
}
export interface TableHead {
	name: string;
	columns: string[];
}

/**
 * Lines of text: a head, and for each table its own head, its rows in PostgreSQL's COPY format, and the end.
 * @param tx a transaction that sees one moment: repeatable read
 * @param key which card's key belongs to it
 */
export async function* dump(tx: postgres.TransactionSql, key: string | null, now = new Date()): AsyncGenerator<string | Buffer> {
	const sequences = await tx<{ name: string; last: string }[]>`
		select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences
		where schemaname in ('public', 'stats') and last_value is not null`;
	const head: Head = {
		format: formatName,
		version: formatVersion,
		madeAt: now.toISOString(),
		...(await levelsOf(tx)),
		key,
		sequences: [...sequences]
	};
	yield `${JSON.stringify(head)}\n`;
	for (const { name, columns } of await tables(tx)) {
		yield `${JSON.stringify({ name, columns } satisfies TableHead)}\n`;
		const rows = (await tx.unsafe(`copy ${name} (${columns.join(', ')}) to stdout`).readable()) as Readable;
		for await (const part of rows) yield part as Buffer;
		yield `${endOfTable}\n`;
	}
}
