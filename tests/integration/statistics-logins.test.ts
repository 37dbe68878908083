// What each login of the database can read, tried on a real PostgreSQL: the application may put attendance in and never see it,
// the page may read releases and nothing else.
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../src/lib/server/db/index.ts';
import { answer } from '../../src/lib/server/stats/feedback.ts';
import { workOn } from '../../src/lib/server/stats/hourly.ts';
import { closeStatistics, statisticsOff } from '../../src/lib/server/stats/logins.ts';
import { releasesTo } from '../../src/lib/server/stats/reading.ts';
import { isOver } from '../support/clocks.ts';
import { asJob, circleSince, closeAll, held, people, statisticsDatabase, stayed } from '../support/statistics.ts';
import { person, planned, sitter } from '../support/people.ts';
import { reserve } from '../../src/lib/server/seats/seating.ts';
import { testServers } from '../support/servers.ts';

let host: string;
const logins: Record<string, postgres.Sql> = {};
beforeAll(async () => {
	const databaseUrl = await statisticsDatabase();
	const hanna = await person({ name: 'Hanna' });
	host = hanna.id;
	const circle = await circleSince(hanna, new Date('2025-01-01T00:00Z'));
	await workOn(new Date('2025-03-01T00:30Z'));
	await held(circle, new Date('2025-03-06T19:00Z'), stayed(await people(30)));
	await workOn(new Date('2025-03-07T20:00Z'));
	await workOn(new Date('2025-04-08T00:30Z'));
	logins.application = postgres(databaseUrl, { max: 1, onnotice: () => {} });
	logins.page = postgres(process.env.STATS_PAGE_DATABASE_URL!, { max: 1, onnotice: () => {} });
	await asJob('analyze stats.attendance');
});
afterAll(async () => {
	for (const login of Object.values(logins)) await login.end();
	await closeAll();
});

const secret = ['attendance', 'feedback', 'known', 'scopes', 'ledger'];
const tables = [...secret, 'releases', 'migrations'];

/** Every way we know to look into a table, or to become somebody who may. */
const ways = (table: string): string[] => [
	`select * from stats.${table}`,
	`select count(*) from stats.${table}`,
	`select 1 from stats.${table} limit 1`,
	`select ctid, xmin from stats.${table}`,
	`table stats.${table}`,
	`copy stats.${table} to stdout`,
	`copy (select 1 from stats.${table}) to stdout`,
	`select * from stats.${table} for update`,
	`delete from stats.${table} returning *`,
	`update stats.${table} set ctid = ctid`,
	`truncate stats.${table}`,
	`create table pg_temp.stolen as select * from stats.${table}`,
	`create trigger spy after insert on stats.${table} execute function pg_notify()`,
	`create index on stats.${table} ((1))`,
	`alter table stats.${table} disable row level security`,
	`alter table stats.${table} owner to current_user`,
	`comment on table stats.${table} is 'mine'`,
	`create statistics on gathering_id, account_id from stats.${table}`
];
const becoming = [
	'set role evenround_stats_job',
	'set session authorization evenround_stats_job',
	'set role postgres',
	'grant evenround_stats_job to current_user',
	'alter role evenround_stats_job password null',
	'alter schema stats owner to current_user',
	'drop schema stats cascade',
	'create extension pageinspect',
	"select pg_read_file('PG_VERSION')",
	"copy (select 1) to program 'true'",
	'select * from pg_statistic',
	'select * from pg_authid'
];

async function refused(login: postgres.Sql, statement: string): Promise<string> {
	try {
		const rows = await login.unsafe(statement);
		return rows.length > 0 || /^(set|grant|alter|drop|create|truncate|comment)/.test(statement) ? `went through: ${statement}` : '';
	} catch (error) {
		const { code } = error as { code: string };
		// Not permitted; not the owner; unknown function; read only; nothing to change; not there at all.
		return ['42501', '42704', '42883', '25006', '0A000', '42939', '42703'].includes(code) ? '' : `${code}: ${statement}`;
	}
}

describe.each(['application', 'page'])('the login of the %s', (name) => {
	test.each(tables.filter((table) => !(name === 'page' && table === 'releases')))(
		'sees nothing in stats.%s, whatever it tries',
		async (table) => {
			const found: string[] = [];
			// A grant of what one does not have is only warned about; what follows shows that it gave nothing.
			await logins[name]!.unsafe(`grant select on stats.${table} to current_user`).catch(() => {});
			for (const way of ways(table)) found.push(await refused(logins[name]!, way));
			expect(found.filter(Boolean)).toEqual([]);
		}
	);

	test('becomes nobody else', async () => {
		const found: string[] = [];
		for (const way of becoming) found.push(await refused(logins[name]!, way));
		expect(found.filter(Boolean)).toEqual([]);
		await logins[name]!.unsafe('grant all on schema stats to current_user').catch(() => {});
		const [may] = await logins[
			name
		]!`select has_schema_privilege('stats', 'create') as make, pg_has_role('evenround_stats_job', 'member') as be`;
		expect(may).toEqual({ make: false, be: false });
	});

	test('finds no value of these tables in what PostgreSQL knows about them', async () => {
		const seen = await logins[name]!`select tablename from pg_stats where schemaname = 'stats' and tablename <> 'releases'`;
		expect([...seen]).toEqual([]);
		const extended = await logins[name]!`select statistics_name from pg_stats_ext where schemaname = 'stats'`;
		expect([...extended]).toEqual([]);
		const asked = await logins[
			name
		]!`select query from pg_stat_activity where usename = 'evenround_stats_job' and query <> '<insufficient privilege>' and query <> ''`;
		expect([...asked]).toEqual([]);
	});

	test('makes no view that tells more than it may see', async () => {
		for (const table of secret) {
			const view = `create view pg_temp.spy_${table} as select * from stats.${table}`;
			const made = await logins[name]!.unsafe(view).then(
				() => true,
				() => false
			);
			if (made) expect(await refused(logins[name]!, `select * from pg_temp.spy_${table}`)).toBe('');
		}
	});
});

describe('the application', () => {
	test('is no superuser, hands attendance over, and gets nothing back for it', async () => {
		const [me] = await sql()`select current_user as name, (select rolsuper from pg_roles where rolname = current_user) as super`;
		expect(me).toEqual({ name: 'evenround', super: false });
		const row = `(gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now(), 5)`;
		await sql().unsafe(`insert into stats.attendance values ${row}`);
		expect(await refused(sql(), `insert into stats.attendance values ${row} returning *`)).toBe('');
		expect(await refused(sql(), `insert into stats.attendance select * from stats.attendance returning 1`)).toBe('');
	});

	test('is not told by an insert whether a row was there before: there is no key to run into', async () => {
		const keys =
			await asJob(`select conname as name from pg_constraint where conrelid in ('stats.attendance'::regclass, 'stats.feedback'::regclass) and contype <> 'n'
			union all select indexrelid::regclass::text from pg_index where indisunique and indrelid in ('stats.attendance'::regclass, 'stats.feedback'::regclass)`);
		expect(keys).toEqual([]);
	});

	test('hands answers over as well: of somebody with a seat, when it is over, coded', async () => {
		const [ana] = await people(1);
		const gathering = await planned(await circleSince(await person(), new Date()), { startsAt: new Date() });
		await reserve(gathering, sitter(ana!));
		expect(await answer(ana!.id, gathering, 'room', 'yes')).toEqual({ refused: 'not-over' });
		await isOver(gathering);
		expect(await answer(ana!.id, gathering, 'room', 'because of Jonas')).toEqual({ refused: 'choice-odd' });
		expect(await answer((await person()).id, gathering, 'room', 'yes')).toEqual({ refused: 'no-seat' });
		expect(await answer(ana!.id, gathering, 'room', 'yes')).toEqual({ ok: true });
		expect(await asJob(`select answer from stats.feedback where account_id = '${ana!.id}'`)).toEqual([{ answer: 'yes' }]);
	});
});

describe('the page', () => {
	test('reads releases, a thousand times the same to the byte', async () => {
		const first = JSON.stringify(await releasesTo(host));
		expect(first).toContain('gatheringsHeld');
		for (let read = 0; read < 1000; read++) if (JSON.stringify(await releasesTo(host)) !== first) throw new Error(`read ${read} differs`);
	});

	test('reads nothing of the application either, and writes nowhere', async () => {
		for (const table of ['accounts', 'seats', 'present_minutes', 'events', 'audit'])
			expect(await refused(logins.page!, `select * from public.${table}`)).toBe('');
		expect(await refused(logins.page!, 'create table public.mine (a int)')).toBe('');
		expect(await refused(logins.page!, `insert into stats.releases select * from stats.releases`)).toBe('');
	});
});

test('where the application could read attendance, statistics are off', async () => {
	const own = process.env.DATABASE_URL!;
	await closeAll();
	const superuser = new URL(testServers().databaseUrl);
	superuser.pathname = new URL(own).pathname;
	process.env.DATABASE_URL = superuser.href;
	expect(await statisticsOff()).toBe('not-apart');
	await closeAll();
	process.env.DATABASE_URL = own;
	expect(await statisticsOff()).toBeNull();
});

test('without logins of their own, statistics are off, and everything else goes on', async () => {
	await closeStatistics();
	const { STATS_JOB_DATABASE_URL: was } = process.env;
	delete process.env.STATS_JOB_DATABASE_URL;
	expect(await statisticsOff()).toBe('not-set-up');
	await workOn(new Date('2025-05-01T00:30Z'));
	process.env.STATS_JOB_DATABASE_URL = was;
	await closeStatistics();
});
