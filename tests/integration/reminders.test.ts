// Reminders and what is said afterwards, with a clock moved by hand: each once, to whoever it is true for, on any number of nodes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { chosenKinds, type ChosenKind } from '../../src/lib/server/ground/mail-kinds.ts';
import { choose } from '../../src/lib/server/mails/choices.ts';
import { forgetMails } from '../../src/lib/server/mails/forget.ts';
import { remind } from '../../src/lib/server/mails/remind.ts';
import { isOver } from '../support/clocks.ts';
import { deliverAll } from '../support/mails.ts';
import { outboxOf } from '../support/on-call.ts';
import { circleOf, person, planned, type Person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase } from '../support/servers.ts';

const hour = 3_600_000;
const minute = 60_000;
/** It begins then, and lasts an hour. */
const startsAt = new Date('2026-10-25T18:00:00Z');
const at = (ms: number) => new Date(startsAt.getTime() + ms);
let [mira, ana] = [] as unknown as [Person, Person];
let gathering = '';
let circle = '';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
	process.env.DATA_DIR = temporaryDir();
	await sql()`delete from gatherings`;
	[mira, ana] = [await person({ name: 'Mira' }), await person({ name: 'Ana' })];
	circle = await circleOf(mira);
	gathering = await planned(circle, { startsAt });
	await seated(ana, 2);
});
const seated = ({ id, name }: Person, seat: number, reservedAt = at(-72 * hour)) =>
	sql()`insert into seats (gathering_id, seat, account_id, name, role, reserved_at) values (${gathering}, ${seat}, ${id}, ${name}, 'participant', ${reservedAt.toISOString()})`;
const toldOf = async ({ id }: Person): Promise<ChosenKind[]> =>
	(await sql()<{ kind: ChosenKind }[]>`select kind from mails where account_id = ${id}`)
		.map(({ kind }) => kind)
		.sort((a, b) => chosenKinds.indexOf(a) - chosenKinds.indexOf(b));
/** The gathering ended; these seats came into it. */
async function ended(...came: number[]) {
	await isOver(gathering);
	for (const seat of came)
		await sql()`insert into events (gathering, version, at, actor, type) select no, 1000 + ${seat}::int, now(), ${seat}, 'JOIN' from gatherings where id = ${gathering}`;
}

describe('the day before', () => {
	test('comes a day before and not earlier, once, whichever node looks', async () => {
		await remind(at(-24 * hour - minute));
		expect(await toldOf(ana)).toEqual([]);
		await Promise.all([remind(at(-24 * hour)), remind(at(-24 * hour)), remind(at(-24 * hour))]);
		await remind(at(-23 * hour));
		expect(await toldOf(ana)).toEqual(['dayBefore']);
	});

	test('comes later when nobody could send it in time, but not when it is nearly there', async () => {
		await remind(at(-6 * hour));
		expect(await toldOf(ana)).toEqual([]);
		await remind(at(-6 * hour - 1));
		expect(await toldOf(ana)).toEqual(['dayBefore']);
	});

	test('not to whoever reserved since, nor for what was cancelled', async () => {
		const late = await person();
		await seated(late, 3, at(-20 * hour));
		await remind(at(-12 * hour));
		expect(await toldOf(late)).toEqual([]);
		await sql()`delete from mails`;
		await sql()`update gatherings set cancelled_at = now()`;
		await remind(at(-12 * hour));
		expect(await toldOf(ana)).toEqual([]);
	});

	test('again for the new start, when it was moved after it had been said', async () => {
		await remind(at(-24 * hour));
		await sql()`update gatherings set starts_at = starts_at + interval '7 days'`;
		await remind(at(-23 * hour));
		expect(await toldOf(ana)).toEqual(['dayBefore']);
		await remind(at(6 * 24 * hour));
		expect(await toldOf(ana)).toEqual(['dayBefore', 'dayBefore']);
	});

	test('what was moved between its being written and its being sent sends nothing stale', async () => {
		await remind(at(-24 * hour));
		await sql()`update gatherings set starts_at = starts_at + interval '7 days'`;
		await sql()`update mails set written_at = ${at(-24 * hour).toISOString()}`;
		await deliverAll(at(-24 * hour + minute));
		expect(await outboxOf(process.env.DATA_DIR!)).toEqual([]);
	});

	test('not to whoever wants none, who is told everything else', async () => {
		await choose(ana.id, { dayBefore: 'none' });
		await remind(at(-24 * hour));
		await sql()`update mails set written_at = ${at(-24 * hour).toISOString()}`;
		await deliverAll(at(-24 * hour));
		await sql()`delete from mails`;
		await remind(at(-30 * minute));
		await sql()`update mails set written_at = ${at(-30 * minute).toISOString()}`;
		await deliverAll(at(-30 * minute));
		expect((await outboxOf(process.env.DATA_DIR!)).filter(({ to }) => to === ana.email).map(({ subject }) => subject)).toEqual([
			'Starting soon'
		]);
	});
});

describe('starting soon', () => {
	test('half an hour before, once; not to whoever took their seat within the hour, nor in a rehearsal', async () => {
		const late = await person();
		await seated(late, 3, at(-50 * minute));
		await remind(at(-31 * minute));
		expect(await toldOf(ana)).toEqual([]);
		await remind(at(-30 * minute));
		await remind(at(-minute));
		expect([await toldOf(ana), await toldOf(late)]).toEqual([['soon'], []]);
		await sql()`delete from mails`;
		await sql()`update circles set rehearsal = true where id = ${circle}`;
		await remind(at(-30 * minute));
		expect(await toldOf(ana)).toEqual([]);
	});
});

describe('afterwards', () => {
	test('thanks whoever came, and says to whoever did not that nobody asks why; an hour after the planned end, once', async () => {
		const jonas = await person();
		await seated(jonas, 3);
		await ended(2);
		await remind(at(2 * hour - minute));
		expect([await toldOf(ana), await toldOf(jonas)]).toEqual([[], []]);
		await remind(at(2 * hour));
		await remind(at(20 * hour));
		expect([await toldOf(ana), await toldOf(jonas)]).toEqual([['after'], ['missedYou']]);
	});

	test('nothing to whoever was sent away, nothing when it never took place, nothing a day late', async () => {
		await remind(at(2 * hour));
		expect(await toldOf(ana)).toEqual([]);
		await ended(2);
		await remind(at(25 * hour + minute));
		expect(await toldOf(ana)).toEqual([]);
		await sql()`update machines set sent_away = '{2}' where gathering_id = ${gathering}`;
		await remind(at(2 * hour));
		expect(await toldOf(ana)).toEqual([]);
	});
});

test('that somebody was told is forgotten after four days, and never told again', async () => {
	await ended(2);
	await remind(at(2 * hour));
	await sql()`update mails set written_at = ${at(2 * hour).toISOString()}`;
	await forgetMails(at(2 * hour + 96 * hour));
	expect(await toldOf(ana)).toEqual(['after']);
	await forgetMails(at(2 * hour + 96 * hour + 1));
	await remind(at(98 * hour));
	expect(await toldOf(ana)).toEqual([]);
});
