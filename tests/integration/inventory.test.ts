// The inventory of what is kept, held to the database: a table, or a column that names somebody, that it does not know fails here.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { elsewhere, kept } from '../../src/lib/server/rights/kept/index.ts';
import { retention } from '../../src/lib/server/rights/kept/retention.ts';
import { exported } from '../support/exported.ts';
import { person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

/** A column with such a name is about a person, whatever it refers to. */
const personal = /(^|_)(email|account_id|actor_id|subject_id|host_id|guest_hash|by_account|by_guest)$|_by$|_to$|^granted_by$/;

test('every table has its line, and no line is of a table that is gone', async () => {
	const tables = await sql()<{ name: string }[]>`
		select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
	const names = tables.map(({ name }) => name);
	expect(names.filter((name) => !kept[name]).map((name) => `${name} has no line in rights/kept`)).toEqual([]);
	expect(
		Object.keys(kept)
			.filter((name) => !names.includes(name))
			.map((name) => `rights/kept speaks of ${name}, which is gone`)
	).toEqual([]);
	const schemas = await sql()<{ name: string }[]>`
		select distinct table_schema as name from information_schema.tables
		where table_schema not in ('public', 'drizzle', 'information_schema', 'pg_catalog', 'pg_toast')`;
	expect(Object.keys(elsewhere)).toEqual(expect.arrayContaining(schemas.map(({ name }) => name)));
});

test('every column that names somebody is one the rows are found by, or says what becomes of it', async () => {
	const references = await sql()<{ table: string; column: string }[]>`
		select k.table_name as table, k.column_name as column
		from information_schema.table_constraints c
		join information_schema.key_column_usage k using (constraint_schema, constraint_name)
		join information_schema.constraint_column_usage u using (constraint_schema, constraint_name)
		where c.constraint_type = 'FOREIGN KEY' and u.table_name = 'accounts' and k.table_schema = 'public'`;
	const named = (
		await sql()<{ table: string; column: string }[]>`
			select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`
	).filter(({ column }) => personal.test(column));
	const unknown = [...references, ...named].filter(({ table, column }) => {
		const { mine = '', names = {} } = kept[table] ?? {};
		return !mine.includes(`.${column} =`) && names[column] === undefined;
	});
	expect(unknown.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
});

test('what the inventory names is there: the columns it leaves out or explains', async () => {
	const columns = await sql()<
		{ at: string }[]
	>`select table_name || '.' || column_name as at from information_schema.columns where table_schema = 'public'`;
	const known = new Set(columns.map(({ at }) => at));
	const named = Object.entries(kept).flatMap(([table, { names = {}, without = {} }]) =>
		[...Object.keys(names), ...Object.keys(without)].filter((column) => column !== '*').map((column) => `${table}.${column}`)
	);
	expect(named.filter((at) => !known.has(at))).toEqual([]);
});

test('every table of people is in the export, or says why it is not', async () => {
	const ana = await person();
	const file = await exported(ana.id);
	const told = [...file.sections, ...file.notHere].map(({ section }) => section).filter((section) => elsewhere[section] === undefined);
	const ofPeople = Object.entries(kept).flatMap(([table, { mine, without }]) => (mine || without?.['*'] ? [table] : []));
	expect(told.sort()).toEqual(ofPeople.sort());
	for (const { explained, keptUntil } of file.sections) expect([explained, keptUntil]).not.toContain('');
});

test('docs/retention.md says what the inventory says', () => {
	expect(readFileSync('docs/retention.md', 'utf8')).toContain(retention());
});
