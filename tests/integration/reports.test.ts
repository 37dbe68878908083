// Reports and the record of powers on a real PostgreSQL: who may read what, for how long, and past whom it goes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { writeIncident } from '../../src/lib/server/care/incidents.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { fanOut } from '../../src/lib/server/oncall/letters.ts';
import { auditOf } from '../../src/lib/server/audit/index.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { closeReport, lookAtReport, openReport, reportsFor } from '../../src/lib/server/safety/looking-after.ts';
import { recordOf, recordsOf } from '../../src/lib/server/rights/record.ts';
import { makeReport, metIn, reportsOf } from '../../src/lib/server/safety/reports.ts';
import { plannedFor, told, type Planned } from '../support/e2e-gathering.ts';
import { person, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';
import { resumeNow } from '../support/now.ts';

const dayMs = 24 * 60 * 60_000;
const [mira, ana, jonas] = [1, 2, 3];
const words = 'She sent me messages at night.';
let plan: Planned;
let contact: Person;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.CARD_KEY = 'c4'.repeat(32);
});
afterAll(closeDb);
beforeEach(async () => {
	await sql()`update accounts set operator = false`;
	contact = await person({ operator: true });
	plan = await plannedFor(['Mira', 'Ana', 'Jonas']);
	await send(plan.id, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	for (const seat of [mira, ana]) {
		await does(seat, { type: 'JOIN', identity: `identity-${seat}`, device: `device-${seat}`, moveHere: false });
		await send(plan.id, { kind: 'house' }, { type: 'CONNECTION', seat, connection: 'present' });
	}
	await does(mira, { type: 'BEGIN' });
});
async function does(seat: Seat, command: Command): Promise<void> {
	const answer = await send(plan.id, { kind: 'seat', seat }, command);
	if ('refused' in answer) throw new Error(`${command.type}: ${answer.refused}`);
}
const account = (seat: Seat) => plan.people[seat - 1]!;
const later = (ms: number) => new Date(Date.now() + ms);
async function reported(about: Seat | null = mira): Promise<string> {
	const made = await makeReport(plan.id, ana, { about, code: 'boundary', words, named: false });
	if ('refused' in made) throw new Error(made.refused);
	return made.id;
}
const reader = (seat: Seat) => ({ id: account(seat).accountId, email: account(seat).email });

describe('a report', () => {
	test('reaches those outside, by a mail that says nothing, and neither hosts nor the person it is about', async () => {
		const id = await reported();
		await fanOut();
		const letters = await sql()<
			{ email: string }[]
		>`select l.email from deliveries l join pages p on p.id = l.page_id where p.kind = 'report' and p.gathering_id = ${plan.id}`;
		expect(letters.map(({ email }) => email)).toEqual([contact.email]);
		expect(await openReport(id, contact)).toMatchObject({ code: 'boundary', about: { name: 'Mira' }, from: null, words });
		for (const seat of [mira, ana, jonas]) expect(await openReport(id, reader(seat)), account(seat).name).toBeNull();
		expect(JSON.stringify(await sql()`select * from reports`)).not.toContain('messages');
		expect((await auditOf(account(mira).accountId)).map(({ kind }) => kind)).not.toContain('reported');
		expect((await auditOf(account(ana).accountId)).map(({ kind }) => kind)).toContain('reported');
	});

	test('an operator who is the one it is about, or holds the circle, does not read it', async () => {
		await sql()`update accounts set operator = true where id in (${account(mira).accountId}, ${account(ana).accountId})`;
		const id = await reported();
		expect((await reportsFor(contact)).map((one) => one.id)).toContain(id);
		for (const seat of [mira, ana]) expect((await reportsFor(reader(seat))).map((one) => one.id)).not.toContain(id);
		expect(await openReport(id, reader(mira))).toBeNull();
	});

	test('where everybody outside belongs to it, it says so and keeps nothing', async () => {
		await sql()`update accounts set operator = (id = ${plan.hostId})`;
		expect(await makeReport(plan.id, ana, { about: null, code: 'power', words, named: true })).toEqual({ refused: 'nobody-outside' });
		expect(await sql()`select 1 from reports where gathering_id = ${plan.id}`).toHaveLength(0);
	});

	test('is followed by whoever made it: received, looked at, closed', async () => {
		const id = await reported(null);
		const state = async () => (await reportsOf({ accountId: account(ana).accountId })).map((one) => [one.reference, one.state]);
		expect(await state()).toEqual([[id.slice(0, 8), 'received']]);
		await lookAtReport(id, reader(mira));
		expect(await state()).toEqual([[id.slice(0, 8), 'received']]);
		await lookAtReport(id, contact);
		expect(await state()).toEqual([[id.slice(0, 8), 'looked']]);
		await closeReport(id, contact);
		expect(await state()).toEqual([[id.slice(0, 8), 'closed']]);
		expect(await reportsOf({ accountId: account(jonas).accountId })).toEqual([]);
		await forget(later(31 * dayMs));
		expect(await state()).toEqual([]);
	});

	test('names only those one met there: who never sat down is no name', async () => {
		expect((await metIn(plan.id, ana)).map(({ name }) => name)).toEqual(['Mira']);
		expect(await metIn(plan.id, jonas)).toEqual([]);
		expect(await makeReport(plan.id, ana, { about: jonas, code: 'other', words: '', named: false })).toEqual({ refused: 'no-seat' });
	});
});

describe('the map of seats', () => {
	const mapped = async () => (await sql()`select 1 from seats where gathering_id = ${plan.id}`).length > 0;

	test('goes after seven days', async () => {
		await forget(later(7 * dayMs));
		expect(await mapped()).toBe(true);
		await forget(later(8 * dayMs));
		expect(await mapped()).toBe(false);
	});

	test('stays thirty while a report is open, and no longer than seven once it is closed', async () => {
		const id = await reported();
		await forget(later(29 * dayMs));
		expect(await mapped()).toBe(true);
		await closeReport(id, contact);
		await forget(later(8 * dayMs));
		expect(await mapped()).toBe(false);
	});

	test('stays thirty where an incident is written down, and then goes whatever is open', async () => {
		await does(mira, { type: 'TAKEOVER', kind: 'support', seat: ana });
		await writeIncident(plan.id, mira, { takeover: (await told(plan.id)).version, code: 'distress', about: ana });
		await reported();
		await forget(later(30 * dayMs));
		expect(await mapped()).toBe(true);
		await forget(later(31 * dayMs));
		expect(await mapped()).toBe(false);
	});
});

describe('the record of powers', () => {
	test('tells those who sat there who led a pause, when and how it ended; never why; and what was done to their own seat', async () => {
		await does(mira, { type: 'TAKEOVER', kind: 'support', seat: ana });
		await does(mira, await resumeNow(plan.id));
		const hers = await recordOf(plan.id, ana);
		expect(hers.pauses).toEqual([
			{ kind: 'support', leaders: ['Mira'], from: expect.any(Date), until: expect.any(Date), ended: 'resumed' }
		]);
		await does(mira, { type: 'REMOVE', seat: ana });
		expect((await recordOf(plan.id, ana)).own).toEqual([{ what: 'REMOVE', by: 'Mira', at: expect.any(Date) }]);
		expect((await recordOf(plan.id, mira)).own).toEqual([]);
	});

	test('not those who never came in; and nobody once the map of seats is gone', async () => {
		await does(mira, { type: 'TAKEOVER', kind: 'safety', seat: null });
		expect(await recordOf(plan.id, jonas)).toEqual({ pauses: [], own: [] });
		expect((await recordsOf(account(ana).accountId)).map(({ id }) => id)).toEqual([plan.id]);
		await forget(later(8 * dayMs));
		expect(await recordsOf(account(ana).accountId)).toEqual([]);
	});
});

test('the audit is append-only but for an erasure that only takes out, and for what is a year old', async () => {
	const ben = await person();
	await sql()`insert into audit (at, kind, subject_id) values (now() - interval '400 days', 'login', ${ben.id}), (now() - interval '300 days', 'login', ${ben.id})`;
	await expect(sql()`update audit set kind = 'other' where subject_id = ${ben.id}`).rejects.toThrow('append-only');
	await expect(sql()`delete from audit where subject_id = ${ben.id}`).rejects.toThrow('append-only');
	const within = (setting: string, statement: string) =>
		sql().begin(async (tx) => {
			await tx`select set_config('evenround.audit', ${setting}, true)`;
			await tx.unsafe(statement);
		});
	await expect(within('erase', `update audit set kind = 'other' where subject_id = '${ben.id}'`)).rejects.toThrow('append-only');
	await expect(within('erase', `update audit set subject_id = gen_random_uuid() where subject_id = '${ben.id}'`)).rejects.toThrow(
		'append-only'
	);
	await expect(within('forget', `delete from audit where subject_id = '${ben.id}'`)).rejects.toThrow('append-only');
	await forget();
	expect(await auditOf(ben.id)).toHaveLength(1);
});
