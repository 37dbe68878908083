// A person of whom there is a row in every table, with a word nobody else uses wherever a word can stand; and the search for it.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { sql } from '../../src/lib/server/db/index.ts';
import { outbox } from '../../src/lib/server/ground/smtp.ts';
import { inDatabase, testServers } from './servers.ts';

interface Column {
	name: string;
	type: string;
	nullable: boolean;
	/** Made by the database when it is left out. */
	made: boolean;
	/** `accounts.id`, when it refers to it. */
	to: string | null;
}

/** What stands in a column that names somebody or something known; `to` is the column it refers to. */
export type Names = Record<string, string | number>;

async function columnsOf(table: string): Promise<Column[]> {
	return sql()<Column[]>`
		select a.attname as name, coalesce(e.typname, t.typname) || case when e.oid is null then '' else '[]' end as type, not a.attnotnull as nullable,
			(a.atthasdef or a.attidentity <> '') as made,
			(select f.relname || '.' || fa.attname from pg_constraint c join pg_class f on f.oid = c.confrelid
				join lateral generate_subscripts(c.conkey, 1) i on c.conkey[i] = a.attnum
				join pg_attribute fa on fa.attrelid = c.confrelid and fa.attnum = c.confkey[i]
				where c.conrelid = a.attrelid and c.contype = 'f' limit 1) as to
		from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
		where a.attrelid = ${`public.${table}`}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;
}

async function valueOf({ type }: Column, word: string): Promise<unknown> {
	const plain: Record<string, unknown> = {
		text: `${word} ${randomUUID()}`,
		uuid: randomUUID(),
		bool: false,
		timestamptz: new Date().toISOString(),
		date: '2026-11-21',
		jsonb: JSON.stringify({ words: word })
	};
	if (type in plain) return plain[type];
	if (type.endsWith('[]')) return [];
	if (/^(int|float|numeric)/.test(type)) return Math.floor(Math.random() * 30_000);
	const [label] = await sql()<
		{ label: string }[]
	>`select enumlabel as label from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname = ${type} limit 1`;
	return label!.label;
}

/**
 * Writes one row into a table: every column that refers to something known gets it, every text the word.
 * @param names by `table.column` for references, by `column` for the rest
 * @returns false when the database refuses such a row, as full and as sparse as it can be
 */
export async function fill(table: string, names: Names, word: string): Promise<boolean> {
	const columns = await columnsOf(table);
	const known = (column: Column) => (column.to !== null ? names[column.to] : undefined) ?? names[column.name];
	const full = columns.filter((column) => known(column) !== undefined || (column.to === null && !column.made));
	const sparse = full.filter((column) => !column.nullable || (column.to === 'accounts.id' && known(column) !== undefined));
	for (const some of [full, sparse]) {
		const row = Object.fromEntries(
			await Promise.all(some.map(async (column) => [column.name, known(column) ?? (await valueOf(column, word))]))
		);
		try {
			await sql()`insert into ${sql()(table)} ${sql()(row as Record<string, string>)}`;
			return true;
		} catch {
			// Too full for a check, or there already: tried sparse, then left to whoever asked.
		}
	}
	return false;
}

/** The newest row of a table that is this person's own, or else the newest at all. */
export async function newest(table: string, mine: string | undefined, accountId: string): Promise<Record<string, unknown> | undefined> {
	const [row] = await sql().unsafe(
		`with me as (select id, email from accounts where id = $1) select t.* from "${table}" t, me where ${mine ?? 'true'} order by t.ctid desc limit 1`,
		[accountId]
	);
	return row;
}

/** Every table of every schema in whose rows one of these needles stands, and every mail on disk. */
export async function traces(needles: string[]): Promise<string[]> {
	// The application's own login may not read everything: whoever owns the server looks.
	const owner = postgres(inDatabase(testServers().databaseUrl, new URL(process.env.DATABASE_URL!).pathname.slice(1)), { max: 1 });
	const tables = await owner<{ schema: string; name: string }[]>`
		select table_schema as schema, table_name as name from information_schema.tables
		where table_type = 'BASE TABLE' and table_schema not in ('information_schema', 'pg_catalog')`;
	const found: string[] = [];
	for (const { schema, name } of tables) {
		const rows = await owner<{ row: string }[]>`
			select t::text as row from ${owner(schema)}.${owner(name)} t where t::text ilike any(${needles.map((needle) => `%${needle}%`)})`;
		found.push(...rows.map(({ row }) => `${schema}.${name}: ${row.slice(0, 160)}`));
	}
	await owner.end();
	for (const file of await readdir(outbox()).catch(() => [])) {
		const text = (await readFile(path.join(outbox(), file), 'utf8')).replace(/=\r\n/g, '').toLowerCase();
		if (needles.some((needle) => text.includes(needle.toLowerCase()))) found.push(`outbox: ${file}`);
	}
	return found;
}
