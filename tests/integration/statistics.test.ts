// Months go by on a real PostgreSQL, with its three logins and a clock that the test sets: what is handed over, frozen, released
// and deleted, and when.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../src/lib/server/db/index.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { addHost } from '../../src/lib/server/circles/hosts.ts';
import { choosePeriod } from '../../src/lib/server/stats/choices.ts';
import { eraseFromStatistics } from '../../src/lib/server/stats/erasing.ts';
import { monthNumberOf } from '../../src/lib/server/stats/frozen.ts';
import { workOn } from '../../src/lib/server/stats/hourly.ts';
import { releasesTo } from '../../src/lib/server/stats/reading.ts';
import { asJob, circleSince, closeAll, held, people, statisticsDatabase, stayed } from '../support/statistics.ts';
import { person, type Person } from '../support/people.ts';

beforeAll(statisticsDatabase);
afterAll(closeAll);

const at = (text: string) => new Date(`${text}Z`);
const long = at('2025-01-15T00:00');
const count = async (table: string, where = 'true') =>
	Number((await asJob<{ n: string }>(`select count(*) as n from stats.${table} where ${where}`))[0]!.n);

let hanna: Person;
let circle: string;
beforeEach(async () => {
	hanna = await person({ name: 'Hanna' });
	circle = await circleSince(hanna, long);
});

describe('a month passes', () => {
	test('[I12] what was attended is handed over, counted once, and released 7 days after the month’s end', async () => {
		const many = await people(60);
		await workOn(at('2025-03-01T00:30'));
		for (const day of ['06', '13']) await held(circle, at(`2025-03-${day}T19:00`), stayed(many));
		await workOn(at('2025-03-14T20:00'));
		expect(await count('attendance', `circle_id = '${circle}'`)).toBe(120);
		await workOn(at('2025-04-07T23:00'));
		expect(await releasesTo(hanna.id)).toEqual([]);

		await workOn(at('2025-04-08T00:30'));
		const [release, ...more] = await releasesTo(hanna.id);
		expect(more).toEqual([]);
		expect(release).toMatchObject({ period: 'month', from: monthNumberOf(at('2025-03-01T00:00')), circles: [circle] });
		expect(release!.plain).toEqual({ gatheringsHeld: 2, seatsOffered: 16, plannedMinutes: 120 });
		const came = release!.tables[0]!.cells[0]!.figure!;
		expect(came % 5).toBe(0);
		expect(Math.abs(came - 60)).toBeLessThan(40);
	});

	test('minutes count and reservations do not: who stayed away, or looked in for a moment, is in no count', async () => {
		const many = await people(40);
		await workOn(at('2025-03-01T00:30'));
		await held(
			circle,
			at('2025-03-06T19:00'),
			many.map(({ id }, index) => ({ id, minutes: index < 20 ? 0 : 4 }))
		);
		await workOn(at('2025-03-07T20:00'));
		await workOn(at('2025-04-08T00:30'));
		expect(await count('attendance', `circle_id = '${circle}'`)).toBe(40);
		expect(await count('known', `host_id = '${hanna.id}'`)).toBe(0);
	});

	test('rehearsals, guests, simulated people and gatherings that never began are not handed over', async () => {
		const [one, two] = await people(2);
		const begun = await held(circle, at('2025-03-06T19:00'), stayed([one!]));
		await sql()`update seats set simulated = true where gathering_id = ${begun}`;
		await sql()`insert into seats (gathering_id, seat, guest_hash, name, role) values (${begun}, 40, 'hash', 'A guest', 'participant')`;
		const never = await held(circle, at('2025-03-07T19:00'), stayed([two!]));
		await sql()`delete from events where gathering = (select no from gatherings where id = ${never})`;
		const rehearsal = await circleSince(hanna, long);
		await sql()`update circles set rehearsal = true where id = ${rehearsal}`;
		await held(rehearsal, at('2025-03-07T19:00'), stayed([two!]));
		await workOn(at('2025-03-09T20:00'));
		expect(await count('attendance', `circle_id in ('${circle}', '${rehearsal}')`)).toBe(0);
	});

	test('it is handed over before seats are forgotten, once, also by two nodes at the same moment', async () => {
		const came = await people(3);
		const gathering = await held(circle, at('2025-03-06T19:00'), stayed(came));
		await Promise.all([forget(at('2025-03-14T19:00')), workOn(at('2025-03-14T19:00'))]);
		expect(await count('attendance', `gathering_id = '${gathering}'`)).toBe(3);
		expect(await sql()`select 1 from seats where gathering_id = ${gathering}`).toHaveLength(0);
		expect(await sql()`select 1 from present_minutes where gathering_id = ${gathering}`).toHaveLength(0);
	});
});

describe('released once', () => {
	test('it is deleted 30 days later; one bit stays, and makes the next month’s people returning', async () => {
		const many = await people(50);
		await workOn(at('2025-05-01T00:30'));
		await held(circle, at('2025-05-06T19:00'), stayed(many));
		await workOn(at('2025-05-07T20:00'));
		await workOn(at('2025-06-08T00:30'));
		expect(await count('known', `host_id = '${hanna.id}'`)).toBe(50);
		await held(circle, at('2025-06-12T19:00'), stayed(many));
		await workOn(at('2025-06-13T20:00'));
		await workOn(at('2025-07-07T23:30'));
		expect(await count('attendance', `circle_id = '${circle}'`)).toBe(100);
		await workOn(at('2025-07-08T00:30'));
		expect(await count('attendance', `circle_id = '${circle}'`)).toBe(50);
		await workOn(at('2025-08-08T00:30'));
		expect(await count('attendance', `circle_id = '${circle}'`)).toBe(0);
	});

	test('late data and erasures leave every release as it was, to the byte', async () => {
		const many = await people(30);
		await workOn(at('2025-05-01T00:30'));
		await held(circle, at('2025-05-06T19:00'), stayed(many));
		await workOn(at('2025-05-07T20:00'));
		await workOn(at('2025-06-08T00:30'));
		const bytes = () => asJob(`select body, released_at from stats.releases where '${circle}' = any(circles)`);
		const before = await bytes();
		expect(before).toHaveLength(1);
		await asJob(
			`insert into stats.attendance select gathering_id, circle_id, host_id, gen_random_uuid(), starts_at, 60 from stats.attendance where circle_id = '${circle}'`
		);
		for (const { id } of many) await eraseFromStatistics(id);
		await workOn(at('2025-06-08T01:30'));
		await workOn(at('2025-06-20T01:30'));
		expect(await bytes()).toEqual(before);
		await expect(asJob(`update stats.releases set body = ''`)).rejects.toThrow('stays as it is');
		await expect(asJob(`delete from stats.releases`)).rejects.toThrow('stays as it is');
	});

	test('an account that is erased is in none of the tables but the releases it might read', async () => {
		const [one] = await people(1);
		await workOn(at('2025-05-01T00:30'));
		await held(circle, at('2025-05-06T19:00'), stayed([one!, hanna]));
		await workOn(at('2025-06-08T00:30'));
		for (const { id } of [one!, hanna]) await eraseFromStatistics(id);
		for (const table of ['attendance', 'feedback', 'known', 'scopes', 'ledger'])
			for (const { id } of [one!, hanna]) expect(await count(table, `${table}::text like '%${id}%'`), table).toBe(0);
	});

	test('two nodes at once release once; no budget left, no release', async () => {
		await workOn(at('2025-05-01T00:30'));
		await Promise.all([workOn(at('2025-06-08T00:30')), workOn(at('2025-06-08T00:30'))]);
		expect(await count('releases', `'${circle}' = any(circles)`)).toBe(1);
		expect(await count('ledger', `circle_id = '${circle}' and year = 2025 and spent = 1000`)).toBe(1);
		await asJob(`insert into stats.ledger values (gen_random_uuid(), '${circle}', 2025, 11000)`);
		await workOn(at('2025-07-08T00:30'));
		expect(await count('scopes', `'${circle}' = any(circles) and closed_at is not null`)).toBe(2);
		expect(await count('releases', `'${circle}' = any(circles)`)).toBe(1);
	});
});

describe('scopes are frozen when a period begins', () => {
	test('a circle younger than the month waits for the next; a choice made in the month holds from the next', async () => {
		const young = await circleSince(hanna, at('2025-03-05T00:00'));
		await choosePeriod(hanna.id, { period: 'quarter', together: true }, at('2025-03-05T00:00'));
		const frozen = () =>
			asJob<{ circles: string[]; period: string; from_month: number }>(
				`select circles, period, from_month from stats.scopes where owner_id = '${hanna.id}' order by from_month`
			);
		await workOn(at('2025-03-20T00:30'));
		expect(await frozen()).toEqual([{ circles: [circle], period: 'month', from_month: monthNumberOf(at('2025-03-01T00:00')) }]);
		await workOn(at('2025-04-01T00:30'));
		await workOn(at('2025-05-01T00:30'));
		expect((await frozen()).slice(1)).toEqual([
			{ circles: [circle, young].sort(), period: 'quarter', from_month: monthNumberOf(at('2025-04-01T00:00')) }
		]);
	});

	test('who came to a circle that was not counted yet is known to its host from then on', async () => {
		const young = await circleSince(hanna, at('2025-03-05T00:00'));
		const [one] = await people(1);
		await held(young, at('2025-03-06T19:00'), stayed([one!]));
		await workOn(at('2025-03-07T20:00'));
		expect(await count('attendance', `circle_id = '${young}'`)).toBe(1);
		await workOn(at('2025-04-08T00:30'));
		expect(await count('attendance', `circle_id = '${young}'`)).toBe(0);
		expect(await count('known', `account_id = '${one!.id}' and host_id = '${hanna.id}'`)).toBe(1);
	});

	test('two hosts of one circle read one release; who hosts it later does not read what was counted before', async () => {
		const [tomas, later] = [await person({ name: 'Tomas' }), await person({ name: 'Later' })];
		await addHost(circle, tomas.email, hanna.id);
		await sql()`update circle_hosts set since = ${long.toISOString()}::timestamptz + interval '1 day' where account_id = ${tomas.id}`;
		await workOn(at('2025-03-01T00:30'));
		await addHost(circle, later.email, hanna.id);
		await workOn(at('2025-04-08T00:30'));
		const [first] = await releasesTo(hanna.id);
		expect(await releasesTo(tomas.id)).toEqual([first]);
		expect(await releasesTo(later.id)).toEqual([]);
	});
});
