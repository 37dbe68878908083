// Series on a real PostgreSQL: planned ahead without twins, single occurrences moved and called off, the rest changed, ended.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { formats, scaled } from '../../src/lib/gathering/formats/index.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { reserve, sitterOf } from '../../src/lib/server/seats/seating.ts';
import { changeFollowing } from '../../src/lib/server/planning/following.ts';
import { cancelGathering, moveGathering } from '../../src/lib/server/planning/moving.ts';
import { beginSeries, endSeries, runSeries, leaveOut, seriesById, type SeriesPlan } from '../../src/lib/server/planning/series.ts';
import { circleOf, person, sitter, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

const berlin = 'Europe/Berlin';
/** A Monday in February, far ahead of any day this runs on: the clocks go forward on 29 March 2037. */
const now = new Date('2037-02-16T12:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const plan = (more: Partial<SeriesPlan> = {}): SeriesPlan => ({
	format: formats[0]!,
	localStart: '2037-02-19T19:00',
	zone: berlin,
	minutes: 60,
	seats: 6,
	rule: 'FREQ=WEEKLY;BYDAY=TH;INTERVAL=1',
	exceptions: [],
	...more
});

let host: Person;
let circle: string;
beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
beforeEach(async () => {
	host = await person({ name: 'Hanna' });
	circle = await circleOf(host, 'open');
});
afterAll(closeDb);

interface Row {
	id: string;
	at: Date;
	off: boolean;
	original: string | null;
	revision: number;
}
/** The circle's gatherings, earliest first. */
const planned = async (): Promise<Row[]> => {
	const rows = await sql()<(Omit<Row, 'at'> & { at: string })[]>`
		select g.id, g.starts_at as at, g.cancelled_at is not null as off, o.original, g.revision
		from gatherings g left join occurrences o on o.gathering_id = g.id where g.circle_id = ${circle} order by g.starts_at`;
	return rows.map((row) => ({ ...row, at: new Date(row.at) }));
};
const times = async () => (await planned()).filter(({ off }) => !off).map(({ at }) => at.toISOString().slice(0, 16));
const toldOf = async (account: Person, gathering: string) =>
	(await sql()<{ kind: string }[]>`select kind from mails where account_id = ${account.id} and gathering_id = ${gathering}`).map(
		({ kind }) => kind
	);

describe('planned ahead', () => {
	test('each Thursday at 19:00 for sixty days, also over the change of the clocks; a later day brings the next ones', async () => {
		await beginSeries(circle, plan(), now);
		const first = await times();
		expect(first).toHaveLength(9);
		expect([first[0], first[5], first[6]]).toEqual(['2037-02-19T18:00', '2037-03-26T18:00', '2037-04-02T17:00']);
		await runSeries(later(14));
		expect(await times()).toEqual([...first, '2037-04-23T17:00', '2037-04-30T17:00']);
	});

	test('planned twice, and on several nodes at once, there are no twins', async () => {
		await beginSeries(circle, plan(), now);
		await Promise.all([later(7), later(7), later(14), later(14), later(7)].map((at) => runSeries(at)));
		const found = await planned();
		expect(new Set(found.map(({ original }) => original)).size).toBe(found.length);
		expect(found).toHaveLength(11);
	});

	test('days that are left out have no gathering, and one that had is called off', async () => {
		const id = await beginSeries(circle, plan({ exceptions: ['2037-02-26'] }), now);
		expect((await times()).slice(0, 2)).toEqual(['2037-02-19T18:00', '2037-03-05T18:00']);
		await leaveOut(id, '2037-03-05', host.id, now);
		await runSeries(later(1));
		expect((await times()).slice(0, 2)).toEqual(['2037-02-19T18:00', '2037-03-12T18:00']);
	});
});

describe('one of them', () => {
	test('is moved: whoever has a seat keeps it and is told, its doors follow, and no other moves', async () => {
		const ana = await person({ name: 'Ana' });
		await beginSeries(circle, plan(), now);
		const [first, second, ...rest] = await planned();
		expect(await reserve(second!.id, sitter(ana), now)).toMatchObject({ ok: true });
		const startsAt = new Date('2037-02-27T17:30:00Z');
		expect(await moveGathering(second!.id, { startsAt, zone: berlin }, host.id, now)).toEqual({ ok: true });
		await runSeries(later(1));

		const after = await planned();
		expect(after.filter(({ id }) => id !== second!.id)).toEqual([...[first!, ...rest], ...after.slice(9)]);
		expect(after[1]).toMatchObject({ id: second!.id, at: startsAt, revision: 1, original: '2037-02-26T19:00' });
		expect((await look(second!.id))!.state.context.startsAt).toBe(startsAt.getTime());
		expect(await sitterOf(second!.id, 1)).toMatchObject({ name: 'Ana' });
		expect(await toldOf(ana, second!.id)).toContain('moved');
		const past = await moveGathering(second!.id, { startsAt: new Date(Date.now() - 1000), zone: berlin }, host.id, now);
		expect(past).toEqual({ refused: 'time-past' });
	});

	test('is called off: told to whoever has a seat, and never planned again', async () => {
		const ana = await person({ name: 'Ana' });
		await beginSeries(circle, plan(), now);
		const [first] = await planned();
		await reserve(first!.id, sitter(ana), now);
		expect(await cancelGathering(first!.id, host.id, now)).toEqual({ ok: true });
		await runSeries(later(1));
		expect((await times())[0]).toBe('2037-02-26T18:00');
		expect(await toldOf(ana, first!.id)).toContain('cancelled');
		expect((await planned())[0]).toMatchObject({ off: true, revision: 1 });
	});
});

describe('this and all that follow', () => {
	test('move to another weekday and hour; those before stay, seats are kept, one that was moved by itself stays there', async () => {
		const ana = await person({ name: 'Ana' });
		const id = await beginSeries(circle, plan(), now);
		const [first, second, third, fourth] = await planned();
		await reserve(third!.id, sitter(ana), now);
		await moveGathering(fourth!.id, { startsAt: new Date('2037-03-14T10:00:00Z'), zone: berlin }, host.id, now);
		const old = (await seriesById(circle, id))!;
		const to = plan({ localStart: '2037-02-25T20:00', rule: 'FREQ=WEEKLY;BYDAY=WE;INTERVAL=1', seats: 8 });
		const answer = await changeFollowing(old, '2037-02-26T19:00', to, host.id, now);
		expect(answer).toMatchObject({ ok: true });
		await runSeries(later(1));

		expect((await times()).slice(0, 5)).toEqual([
			'2037-02-19T18:00',
			'2037-02-25T19:00',
			'2037-03-04T19:00',
			'2037-03-14T10:00',
			'2037-03-18T19:00'
		]);
		const after = await planned();
		expect(after.slice(0, 4).map((row) => row.id)).toEqual([first!.id, second!.id, third!.id, fourth!.id]);
		expect(await sitterOf(third!.id, 1)).toMatchObject({ name: 'Ana' });
		expect(await toldOf(ana, third!.id)).toContain('moved');
		expect(await changeFollowing(old, '2037-02-26T19:00', to, host.id, now)).toEqual({ refused: 'series-over' });
	});

	test('every second week: what falls out is called off and told; a new length holds where nobody has a seat yet', async () => {
		const ana = await person({ name: 'Ana' });
		const id = await beginSeries(circle, plan(), now);
		const [first, second] = await planned();
		await reserve(first!.id, sitter(ana), now);
		await reserve(second!.id, sitter(ana), now);
		const old = (await seriesById(circle, id))!;
		await changeFollowing(old, '2037-02-19T19:00', plan({ rule: 'FREQ=WEEKLY;BYDAY=TH;INTERVAL=2', minutes: 45 }), host.id, now);
		expect((await times()).slice(0, 3)).toEqual(['2037-02-19T18:00', '2037-03-05T18:00', '2037-03-19T18:00']);
		expect(await toldOf(ana, second!.id)).toContain('cancelled');
		const lengths = await sql()<{ minutes: number; ms: number }[]>`
			select minutes, (select sum((p->>'budgetMs')::int) from jsonb_array_elements(format->'phases') p)::int as ms
			from gatherings where circle_id = ${circle} and cancelled_at is null order by starts_at limit 2`;
		expect(lengths.map(({ minutes }) => minutes)).toEqual([60, 45]);
		expect(lengths[1]!.ms).toBe(scaled(formats[0]!, 45).phases.reduce((sum, phase) => sum + phase.budgetMs, 0));
	});
});

test('an ended series has nothing ahead, and nothing comes back', async () => {
	const id = await beginSeries(circle, plan(), now);
	await endSeries(id, '2037-02-26T19:00', host.id, now);
	await runSeries(later(20));
	expect(await times()).toEqual(['2037-02-19T18:00']);
});
