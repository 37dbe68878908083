// What is searched for often is found by an index, said by the planner of a real PostgreSQL.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { satBy } from '../../src/lib/server/accounts/ending.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { leasable } from '../../src/lib/server/live/leases.ts';
import { circleOf, person, planned } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

/** Columns that point to another table and begin no index: whoever is erased, and whatever a page lists, would read the whole table. */
const unindexed = async (): Promise<string[]> =>
	(
		await sql()<{ at: string }[]>`
			select k.conrelid::regclass || '(' || (select string_agg(a.attname, ',' order by o.n) from unnest(k.conkey) with ordinality o(attnum, n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.attnum) || ')' as at
			from pg_constraint k
			where k.contype = 'f' and k.connamespace = 'public'::regnamespace
				and not exists (select 1 from pg_index i where i.indrelid = k.conrelid and i.indpred is null and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
			order by 1`
	).map(({ at }) => at);

/** Small tables, or columns of what never goes. */
const small = ['consents(version)', 'settings(changed_by)'];

test('every foreign key begins an index', async () => {
	expect(await unindexed()).toEqual(small);
});

/** One gathering that is planned, and thousands that were held. */
async function longHeld(): Promise<void> {
	const circle = await circleOf(await person(), 'open');
	const one = await planned(circle);
	await sql()`
		with more as (
			insert into gatherings (circle_id, format, starts_at, zone, minutes, seats)
			select circle_id, format, starts_at - interval '1 year', zone, minutes, seats from gatherings, generate_series(1, 3000) where id = ${one} returning id, no)
		insert into machines (gathering_id, no, version, snapshot, lifecycle, covered, beyond_peers, sitting, sent_away) select id, no, 1, '{}', 'ended', false, false, '{}', '{}' from more`;
	await sql()`analyze machines`;
}
const planOf = (rows: { 'QUERY PLAN': string }[]): string => rows.map((row) => row['QUERY PLAN']).join('\n');

test('the lease, each second on each node, reads those gatherings that are looked after, not all that were ever held', async () => {
	await longHeld();
	expect(planOf(await sql()`explain ${leasable()}`)).toContain('machines_leased');
});

test('whoever signs out is looked for in those gatherings that are open, not in all that were ever held', async () => {
	await longHeld();
	expect(planOf(await sql()`explain ${satBy('a login')}`)).toContain('machines_open');
});
