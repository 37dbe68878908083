// Which tables a backup holds, and in which order they can be filled. Reads the catalogue of the database, and no data.
import type postgres from 'postgres';

/** What must not come back: logins that were ended since, links that were used since, who was there or tried something a moment ago. */
const leftOut = ['public.logins', 'public.mail_links', 'public.presence', 'public.tries', 'public.words'];

export interface Table {
	/** Quoted, with its schema. */
	name: string;
	/** Quoted; those the database computes are not among them. */
	columns: string[];
}

/** Every table of ours, each after those it refers to. Throws when tables refer to each other in a ring. */
export async function tables(sql: postgres.Sql | postgres.TransactionSql): Promise<Table[]> {
	const found = await sql<{ oid: number; plain: string; name: string; columns: string[] }[]>`
		select c.oid::int, n.nspname || '.' || c.relname as plain, format('%I.%I', n.nspname, c.relname) as name,
			array(select quote_ident(a.attname) from pg_attribute a
				where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind = 'r' and n.nspname in ('public', 'stats') and n.nspname || '.' || c.relname <> 'stats.migrations' order by 3`;
	const links = await sql<{ from: number; to: number }[]>`
		select conrelid::int as from, confrelid::int as to from pg_constraint where contype = 'f' and conrelid <> confrelid`;
	const ours = found.filter(({ plain }) => !leftOut.includes(plain));
	const placed: typeof ours = [];
	while (placed.length < ours.length) {
		const waiting = ours.filter((table) => !placed.includes(table));
		const waits = (oid: number) => links.some(({ from, to }) => from === oid && waiting.some((other) => other.oid === to));
		const ready = waiting.filter(({ oid }) => !waits(oid));
		if (ready.length === 0) throw new Error(`these tables refer to each other in a ring: ${waiting.map(({ name }) => name).join(', ')}`);
		placed.push(...ready);
	}
	return placed.map(({ name, columns }) => ({ name, columns }));
}

/** The names of tables that hold a row already. */
export async function filled(sql: postgres.Sql | postgres.TransactionSql, names: string[]): Promise<string[]> {
	const found: string[] = [];
	for (const name of names) {
		const rows = await sql.unsafe(`select 1 from ${name} limit 1`);
		if (rows.length > 0) found.push(name);
	}
	return found;
}
