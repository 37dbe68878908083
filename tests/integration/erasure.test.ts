// Erasure on a real PostgreSQL: asked for, taken back, done once whatever nodes there are, and then no trace is left anywhere.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealCard } from '../../src/lib/server/care/cards.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { auditOf, note } from '../../src/lib/server/audit/index.ts';
import { addHost } from '../../src/lib/server/circles/hosts.ts';
import { sendMail } from '../../src/lib/server/ground/smtp.ts';
import { reserve } from '../../src/lib/server/seats/seating.ts';
import { askErasure, eraseDue, erasureMs, erasureOf, takeErasureBack } from '../../src/lib/server/rights/erasure.ts';
import { statisticsOff } from '../../src/lib/server/stats/logins.ts';
import { kept } from '../../src/lib/server/rights/kept/index.ts';
import { fill, newest, traces, type Names } from '../support/canary.ts';
import { isOver } from '../support/clocks.ts';
import { exported } from '../support/exported.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { asJob, closeAll, statisticsDatabase } from '../support/statistics.ts';

const minute = 60_000;
const word = 'quorrabellin';
const later = (ms: number) => new Date(Date.now() + ms);
/** After the hour, and after the mails about what was cancelled. */
const done = [erasureMs.takeBack + minute, erasureMs.takeBack + erasureMs.mails + 2 * minute].map(later);

beforeAll(async () => {
	await statisticsDatabase();
	await statisticsOff();
	process.env.DATA_DIR = temporaryDir();
	process.env.CARD_KEY = 'c4'.repeat(32);
});
afterAll(closeAll);

const there = async ({ id }: Person) => (await sql()`select 1 from accounts where id = ${id}`).length === 1;
async function seatOf(gathering: string, who: Person): Promise<number> {
	const answer = await reserve(gathering, sitter(who));
	if ('refused' in answer) throw new Error(answer.refused);
	return answer.seat;
}
async function live(gathering: string, seat: number): Promise<void> {
	for (const [by, command] of [
		[{ kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' }],
		[
			{ kind: 'seat', seat },
			{ type: 'JOIN', identity: 'identity', device: 'device', moveHere: false }
		]
	] as const) {
		const answer = await send(gathering, by, command);
		if ('refused' in answer) throw new Error(answer.refused);
	}
}

describe('asking for it', () => {
	test('twice is once; until its hour it is taken back and nothing happened, after it no more', async () => {
		const ana = await person();
		const { dueAt } = await askErasure(ana.id);
		expect(dueAt.getTime() - Date.now()).toBeGreaterThan(erasureMs.takeBack - 60_000);
		expect(await askErasure(ana.id, later(60_000))).toEqual({ dueAt });
		await eraseDue();
		expect(await takeErasureBack(ana.id)).toBe(true);
		expect(await erasureOf(ana.id)).toBeNull();
		await askErasure(ana.id);
		expect(await takeErasureBack(ana.id, done[0])).toBe(false);
		expect((await auditOf(ana.id)).map(({ kind }) => kind)).toEqual(['erasure-asked', 'erasure-taken-back', 'erasure-asked']);
		await eraseDue(done[0]);
		expect(await there(ana)).toBe(false);
	});

	test('all of it is done within a day', () => {
		expect(erasureMs.takeBack + erasureMs.mails + erasureMs.running).toBeLessThan(24 * 60 * 60_000);
	});

	test('whoever sits in a gathering that is on is erased when it is over', async () => {
		const [host, ana] = [await person(), await person()];
		const gathering = await planned(await circleOf(host), { startsAt: later(0), minutes: 60 });
		const seat = await seatOf(gathering, ana);
		await live(gathering, seat);
		await sql()`update gatherings set starts_at = ${done[0]!.toISOString()} where id = ${gathering}`;
		await askErasure(ana.id);
		await askErasure(host.id);
		await eraseDue(done[0]);
		expect([await there(ana), await there(host)]).toEqual([true, true]);
		await isOver(gathering);
		await eraseDue(done[1]);
		expect([await there(ana), await there(host)]).toEqual([false, false]);
	});

	test('three nodes at once do it once', async () => {
		const ana = await person();
		await askErasure(ana.id);
		const before = await sql()`select 1 from audit where kind = 'account-erased'`;
		await Promise.all([eraseDue(done[0]), eraseDue(done[0]), eraseDue(done[0])]);
		expect(await sql()`select 1 from audit where kind = 'account-erased'`).toHaveLength(before.length + 1);
	});
});

describe('a host', () => {
	test('alone: what is planned is cancelled and those seated are told before the circle goes', async () => {
		const [host, ana] = [await person(), await person()];
		const circle = await circleOf(host);
		const gathering = await planned(circle, { startsAt: later(3 * 24 * 60 * 60_000) });
		await seatOf(gathering, ana);
		await askErasure(host.id);
		await eraseDue(done[0]);
		expect(await there(host)).toBe(true);
		expect(await sql()`select 1 from gatherings where id = ${gathering} and cancelled_at is not null`).toHaveLength(1);
		expect(
			await sql()`select 1 from mails where kind = 'cancelled' and account_id = ${ana.id} and gathering_id = ${gathering}`
		).toHaveLength(1);
		await eraseDue(done[1]);
		expect(await there(host)).toBe(false);
		expect(await sql()`select 1 from circles where id = ${circle}`).toHaveLength(0);
		expect(await there(ana)).toBe(true);
	});

	test('with a second host: the circle and its gatherings stay', async () => {
		const [host, second] = [await person(), await person()];
		const circle = await circleOf(host);
		await addHost(circle, second.email, host.id);
		const gathering = await planned(circle);
		await askErasure(host.id);
		await eraseDue(done[0]);
		expect(await there(host)).toBe(false);
		expect(await sql()`select 1 from gatherings where id = ${gathering} and cancelled_at is null`).toHaveLength(1);
	});
});

test('the canary: a row in every table and a word in every text, then erased, and no trace in any column of any schema, nor on disk', async () => {
	const email = `${word}@example.org`;
	const canary = await person({ name: `${word} name`, email, operator: true });
	const other = await person({ name: 'Other' });
	// A circle of their own, and one of somebody else in which they are.
	const theirs = await circleOf(canary);
	const others = await circleOf(other);
	const seats: [circle: string, gathering: string, seat: number][] = [];
	for (const circle of [theirs, others]) {
		const gathering = await planned(circle);
		const seat = await seatOf(gathering, canary);
		await sealCard(gathering, seat, { name: word, number: '1', place: word, country: 'DE', wish: word } as never, true);
		seats.push([circle, gathering, seat]);
	}
	const past = await planned(others, { startsAt: later(-24 * 60 * 60_000) });
	const [{ no } = { no: 0 }] = await sql()<{ no: number }[]>`select no from gatherings where id = ${past}`;
	await sql()`insert into seats (gathering_id, seat, account_id, name, role) values (${past}, 9, ${canary.id}, ${word}, 'participant')`;
	await sql()`insert into events (gathering, version, at, actor, type) values (${no}, 900, now(), 9, 'LEAVE')`;
	await sealCard(past, 9, { name: word } as never, true);
	seats.push([others, past, 9]);
	await note('card-opened', { actor: canary.id, subject: other.id, data: { by: 'x' } });
	await note('login', { actor: other.id, subject: canary.id, gathering: past, data: { by: word } });
	await note('credential-granted', { actor: canary.id, subject: canary.id, gathering: past, data: { word } });
	await sql()`insert into settings (name, value, changed_at, changed_by) values ('helpText', 'Somewhere', now(), ${canary.id})`;
	await sendMail({ to: email, subject: 'Something', text: `Hello ${word}` });

	const id = `'${canary.id}'::uuid`;
	await asJob(`insert into stats.attendance values (gen_random_uuid(), gen_random_uuid(), ${id}, ${id}, now(), 60)`);
	await asJob(`insert into stats.feedback values (gen_random_uuid(), gen_random_uuid(), ${id}, now(), '${word}', 'fine', now())`);
	await asJob(`insert into stats.known values (${id}, ${id})`);
	await asJob(`insert into stats.scopes values (gen_random_uuid(), ${id}, 'x', '{}', array[${id}], 'month', 1, now())`);
	await asJob(`insert into stats.releases values (gen_random_uuid(), '{}', array[${id}], 1, now(), '{}')`);

	const filled = new Set<string>();
	for (const [circle, gathering, seat] of seats) {
		const mine = circle === theirs;
		// In a circle of others only what is a person's own carries their words; in their own, everything.
		// What a form was answered names nobody, and opens by a word that only a page had.
		// Nobody writes a turn, or keeps a page of a circle open, in a gathering that is only planned.
		const sat = mine || gathering === past ? [] : ['presence', 'words'];
		const tables = Object.entries(kept).filter(
			([table, { mine: own }]) =>
				(mine || own) &&
				![
					...sat,
					'accounts',
					'audit',
					'circles',
					'gatherings',
					'machines',
					'events',
					'seats',
					'consent_wordings',
					'settings',
					'pause_answers',
					'timers',
					'form_answers',
					'tries'
				].includes(table)
		);
		const names: Names = {
			'accounts.id': canary.id,
			'circles.id': circle,
			'gatherings.id': gathering,
			'seats.gathering_id': gathering,
			'seats.seat': seat,
			gathering_id: gathering,
			seat,
			by_seat: seat,
			email,
			granted_by: canary.id
		};
		for (let round = 0; round < 3; round++) {
			for (const [table] of tables) {
				if (round > 0 && filled.has(`${table} ${gathering}`)) continue;
				if (await fill(table, names, word)) filled.add(`${table} ${gathering}`).add(table);
				const row = await newest(table, kept[table]!.mine, canary.id);
				for (const key of ['id', 'version', 'guest_hash']) if (typeof row?.[key] === 'string') names[`${table}.${key}`] = row[key];
			}
		}
	}

	const file = await exported(canary.id);
	const empty = file.sections.filter(({ rows }) => rows.length === 0).map(({ section }) => section);
	expect(empty, 'tables of people without a row of the canary').toEqual([]);
	expect(JSON.stringify(file)).not.toContain(other.id);
	expect((await traces([word, canary.id])).length).toBeGreaterThan(filled.size / 2);

	await askErasure(canary.id);
	for (const at of done) await eraseDue(at);
	expect(await there(canary)).toBe(false);
	// What was released names nobody but the hosts who may read it, and never changes.
	expect((await traces([word, canary.id])).filter((trace) => !trace.startsWith('stats.releases'))).toEqual([]);
	expect(
		await sql()`select 1 from audit where kind = 'card-opened' and subject_id = ${other.id} and actor_id is null and data is not null`
	).toHaveLength(1);
}, 60_000);
