// Check-ins on a real PostgreSQL, with a clock that is moved by hand: wished for, sent once, taken back, told to one person or to nobody.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../../src/lib/server/care/asking.ts';
import {
	checkInById,
	checkInKeptMs,
	forgetCheckIns,
	mayTell,
	takeWishesBack,
	tellOfCheckIn,
	toldTo,
	wish,
	wishesAfter,
	wishesOf
} from '../../src/lib/server/care/check-ins.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { plannedFor, type Planned } from '../support/e2e-gathering.ts';
import { deliverAll } from '../support/mails.ts';
import { outboxOf } from '../support/on-call.ts';
import { person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase } from '../support/servers.ts';

const dayMs = 24 * 60 * 60_000;
let plan: Planned;
/** When the gathering is planned to end. */
let end = 0;
let [mira, ana, jonas] = ['', '', ''];
const after = (ms: number) => new Date(end + ms);

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
	await sql()`delete from check_ins`;
	await sql()`delete from mails`;
	process.env.DATA_DIR = temporaryDir();
	plan = await plannedFor(['Mira', 'Ana', 'Jonas']);
	[mira, ana, jonas] = plan.people.map(({ accountId }) => accountId) as [string, string, string];
	const [row] = await sql()<{ end: number }[]>`
		select (extract(epoch from starts_at + minutes * interval '1 minute') * 1000)::float8 as end from gatherings where id = ${plan.id}`;
	end = Math.round(row!.end);
});
const mails = async () => {
	await deliverAll();
	return outboxOf(process.env.DATA_DIR!);
};
const ids = async () => (await sql()<{ id: string }[]>`select id from check_ins order by due_at`).map(({ id }) => id);

describe('sent', () => {
	test('a day, a week and a month after, each when it is due and once, whoever looks and however often', async () => {
		expect(await wish(plan.id, ana, ['day', 'week', 'month'])).toEqual({ ok: true });
		await ask(after(dayMs - 1));
		expect(await mails()).toHaveLength(0);
		await Promise.all([ask(after(dayMs)), ask(after(dayMs)), ask(after(dayMs))]);
		await ask(after(2 * dayMs));
		expect(await mails()).toHaveLength(1);
		await ask(after(7 * dayMs));
		await ask(after(29 * dayMs));
		expect(await mails()).toHaveLength(2);
		await ask(after(30 * dayMs));
		expect(await mails()).toHaveLength(3);
	});

	test('the mail says nothing of the topic, the circle or anybody in it', async () => {
		await sql()`update circles set title = 'Canary of the deep', theme = 'Canary theme' where id = ${plan.circle}`;
		await wish(plan.id, ana, ['day']);
		await ask(after(dayMs));
		const [mail] = await mails();
		const [id] = await ids();
		expect(mail).toMatchObject({ to: plan.people[1]!.email, subject: 'A question for you' });
		expect(mail!.text).toContain(`/check-in/${id}`);
		for (const word of ['Canary', 'Mira', 'Jonas', 'circle', plan.id, plan.circle]) expect(mail!.text).not.toContain(word);
	});

	test('never to a locked account', async () => {
		await wish(plan.id, ana, ['day']);
		await sql()`update accounts set locked = true where id = ${ana}`;
		await ask(after(dayMs));
		expect(await mails()).toHaveLength(0);
	});
});

describe('wished for', () => {
	test('twice is once; what is past cannot be; nobody wishes without a seat', async () => {
		await Promise.all([wish(plan.id, ana, ['day']), wish(plan.id, ana, ['day', 'week'])]);
		expect((await wishesOf(ana)).map(({ step }) => step)).toEqual(['day', 'week']);
		await wish(plan.id, jonas, ['day', 'week'], after(2 * dayMs));
		expect((await wishesOf(jonas)).map(({ step }) => step)).toEqual(['week']);
		expect(await wish(plan.id, (await person()).id, ['day'])).toEqual({ refused: 'no-seat' });
		expect((await wishesAfter(plan.id, ana))!.may.map(({ step }) => step)).toEqual(['month']);
	});

	test('taken back by one press, of all that was not sent; others’ stay', async () => {
		await wish(plan.id, ana, ['day', 'week', 'month']);
		await wish(plan.id, jonas, ['day']);
		await ask(after(dayMs));
		await takeWishesBack(ana);
		await ask(after(40 * dayMs));
		expect((await mails()).map(({ to }) => to).sort()).toEqual([plan.people[1]!.email, plan.people[2]!.email].sort());
	});

	test('gone with the account, and a fortnight after it was sent', async () => {
		await wish(plan.id, ana, ['week']);
		await wish(plan.id, jonas, ['day']);
		await sql()`delete from accounts where id = ${ana}`;
		expect(await ids()).toHaveLength(1);
		await ask(after(dayMs));
		await forgetCheckIns(after(dayMs + checkInKeptMs));
		expect(await ids()).toHaveLength(1);
		await forgetCheckIns(after(dayMs + checkInKeptMs + 1));
		expect(await ids()).toHaveLength(0);
	});
});

describe('answered', () => {
	const sent = async () => {
		await wish(plan.id, ana, ['day']);
		await ask(after(dayMs));
		return (await ids())[0]!;
	};

	test('to nobody: nothing of it is here, and its page opens only once it was sent', async () => {
		await wish(plan.id, ana, ['day']);
		const [id] = await ids();
		expect(await checkInById(id!)).toBeNull();
		await ask(after(dayMs));
		expect(await checkInById(id!)).toMatchObject({ told: null, toldTo: null });
	});

	test('to one person who holds the circle, in a word of the list; only they read it, and their mail says nothing of it', async () => {
		const id = await sent();
		expect(await mayTell(plan.circle, ana)).toEqual([{ accountId: mira, name: 'Mira' }]);
		expect(await tellOfCheckIn(id, ana, 'raw', mira)).toEqual({ ok: true });
		expect(await toldTo(mira, plan.circle)).toMatchObject([{ name: 'Ana', word: 'raw' }]);
		expect(await toldTo(jonas, plan.circle)).toEqual([]);
		const mail = (await mails()).find(({ to }) => to === plan.people[0]!.email)!;
		for (const word of ['Ana', 'raw', 'Raw']) expect(mail.text).not.toContain(word);
	});

	test('not by anybody else, not to anybody else, and not in a sentence', async () => {
		const id = await sent();
		expect(await tellOfCheckIn(id, jonas, 'raw', mira)).toEqual({ refused: 'not-yours' });
		expect(await tellOfCheckIn(id, ana, 'raw', jonas)).toEqual({ refused: 'not-holding' });
		await expect(tellOfCheckIn(id, ana, 'I feel as if' as 'raw', mira)).rejects.toThrow();
		const columns = await sql()<{ type: string }[]>`
			select distinct udt_name as type from information_schema.columns where table_name = 'check_ins'`;
		expect(columns.map(({ type }) => type).sort()).toEqual(['check_in_step', 'feeling', 'timestamptz', 'uuid']);
		expect(await toldTo(mira, plan.circle)).toEqual([]);
	});
});
