// [F1] [F2] [F3] The sealed card on a real PostgreSQL: unreadable in its row, opened only where the gathering allows it, gone when it ends.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { seatOf } from '../../src/lib/server/access/index.ts';
import { auditOf } from '../../src/lib/server/audit/index.ts';
import { forgetCards, keptCards, openSealedCard, ownCard, sealCard, takeCardBack } from '../../src/lib/server/care/cards.ts';
import { allowReach, reachOf } from '../../src/lib/server/care/reaching.ts';
import { giveBack } from '../../src/lib/server/seats/seating.ts';
import { plannedFor, told, type Planned } from '../support/e2e-gathering.ts';
import { person, visitor } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';
import { closeNow, resumeNow } from '../support/now.ts';

const dayMs = 24 * 60 * 60_000;
const card = { country: 'DE', name: 'Aunt Canary', number: '+49 30 5550199', where: 'Lantern Lane 7, third floor' };
const words = ['Canary', '5550199', 'Lantern', 'third floor'];
const [mira, ana, jonas] = [1, 2, 3];
/** Seat 1 Mira hosts and holds it with a credential, 2 Ana, 3 Jonas. */
let plan: Planned;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
	process.env.CARD_KEY = '5e'.repeat(32);
	plan = await plannedFor(['Mira', 'Ana', 'Jonas']);
	expect(await sealCard(plan.id, ana, card, false)).toEqual({ ok: true });
});

async function does(seat: Seat, ...commands: Command[]): Promise<void> {
	for (const command of commands) {
		const answer = await send(plan.id, { kind: 'seat', seat }, command);
		if ('refused' in answer) throw new Error(`${command.type}: ${answer.refused}`);
	}
}
async function begun(): Promise<void> {
	await send(plan.id, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	for (const seat of [mira, ana, jonas]) {
		await does(seat, { type: 'JOIN', identity: `identity-${seat}`, device: `device-${seat}`, moveHere: false });
		await send(plan.id, { kind: 'house' }, { type: 'CONNECTION', seat, connection: 'present' });
	}
	await does(mira, { type: 'BEGIN' });
}
const pause: Command = { type: 'TAKEOVER', kind: 'support', seat: ana };
async function end(): Promise<void> {
	await does(mira, await closeNow(plan.id));
	const { context } = await told(plan.id);
	await does(mira, { type: 'END', phaseId: context.format.phases[context.phaseIndex]!.id });
}
const rows = () => sql()`select * from cards where gathering_id = ${plan.id}`;
/** Everything this database holds, as text. */
async function everything(): Promise<string> {
	const tables = await sql()<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`;
	const all = await Promise.all(tables.map(({ name }) => sql().unsafe(`select t.*::text from "${name}" t`)));
	return JSON.stringify(all);
}

test('its words stand nowhere in the database, before and after it was opened', async () => {
	await begun();
	await does(mira, pause);
	expect(await openSealedCard(plan.id, mira, ana)).toEqual({ card });
	const text = await everything();
	expect(text).toContain('OPEN_CARD');
	for (const word of words) expect(text).not.toContain(word);
});

describe('opening', () => {
	test('within a takeover, by a credentialed person present: told to its owner at once, and on record for both', async () => {
		await begun();
		const before = (await told(plan.id)).version;
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ refused: 'not-held' });
		expect((await told(plan.id)).version).toBe(before);
		await does(mira, pause);
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ card });
		expect((await ownCard(plan.id, ana))!.opened).toMatchObject([{ by: 'Mira' }]);
		for (const one of [ana, mira])
			expect((await auditOf(plan.people[one - 1]!.accountId)).map(({ kind }) => kind)).toContain('card-opened');
		const [row] =
			await sql()`select gathering_id, data from audit where kind = 'card-opened' and subject_id = ${plan.people[ana - 1]!.accountId}`;
		expect(row).toEqual({ gathering_id: null, data: null });
		await does(mira, await resumeNow(plan.id));
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ refused: 'not-held' });
	});

	test('never by participants, by its owner, by a seat that is not here, nor by a credential that was taken away', async () => {
		await begun();
		await does(mira, pause);
		expect(await openSealedCard(plan.id, jonas, ana)).toEqual({ refused: 'not-credentialed' });
		expect(await openSealedCard(plan.id, ana, ana)).toEqual({ refused: 'not-credentialed' });
		expect(await openSealedCard(plan.id, 9, ana)).toEqual({ refused: 'not-seated' });
		await send(plan.id, { kind: 'house' }, { type: 'CREDENTIAL', seat: mira, credentialUntil: null });
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ refused: 'not-credentialed' });
		expect((await ownCard(plan.id, ana))!.opened).toEqual([]);
	});

	test('a wrong key, or the row of somebody else, opens nothing, and nobody is told of an opening', async () => {
		await sealCard(plan.id, jonas, { ...card, name: 'Somebody else' }, false);
		await sql()`update cards set sealed = (select sealed from cards where gathering_id = ${plan.id} and seat = ${ana}) where gathering_id = ${plan.id} and seat = ${jonas}`;
		await begun();
		await does(mira, pause);
		const { version } = await told(plan.id);
		expect(await openSealedCard(plan.id, mira, jonas)).toEqual({ none: 'unreadable' });
		process.env.CARD_KEY = '5f'.repeat(32);
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ none: 'unreadable' });
		expect((await told(plan.id)).version).toBe(version);
	});

	test('where there is none that is said, and nobody is told', async () => {
		await begun();
		await does(mira, pause);
		const { version } = await told(plan.id);
		expect(await openSealedCard(plan.id, mira, jonas)).toEqual({ none: 'no-card' });
		expect((await told(plan.id)).version).toBe(version);
	});
});

describe('its owner', () => {
	test('writes it anew, takes it back, and gives it up with the seat', async () => {
		await sealCard(plan.id, ana, { ...card, name: 'Another' }, true);
		expect((await ownCard(plan.id, ana))!.sealed).toEqual({ keepLonger: true, keptUntil: null });
		await takeCardBack(plan.id, ana);
		expect((await ownCard(plan.id, ana))!.sealed).toBeNull();
		await sealCard(plan.id, ana, card, false);
		expect(await giveBack(plan.id, ana)).toEqual({ ok: true });
		expect(await rows()).toHaveLength(0);
		expect(await sealCard(plan.id, ana, card, false)).toEqual({ refused: 'no-seat' });
	});

	test('goes, and it goes with their account', async () => {
		await sql()`delete from accounts where id = ${plan.people[ana - 1]!.accountId}`;
		expect(await rows()).toHaveLength(0);
	});

	test('without a key nothing is kept, and that is said', async () => {
		await takeCardBack(plan.id, ana);
		delete process.env.CARD_KEY;
		expect(await sealCard(plan.id, ana, card, false)).toEqual({ refused: 'no-key' });
		expect(await ownCard(plan.id, ana)).toBeNull();
		expect(await rows()).toHaveLength(0);
	});
});

describe('the end', () => {
	test('takes every card with it, in the same transaction, and none can be sealed any more', async () => {
		await begun();
		await end();
		expect(await rows()).toHaveLength(0);
		expect(await sealCard(plan.id, ana, card, true)).toEqual({ refused: 'over' });
	});

	test('a cancelled gathering takes them too', async () => {
		await send(plan.id, { kind: 'host' }, { type: 'CANCEL' });
		expect(await rows()).toHaveLength(0);
	});

	test('a day longer only by their wish, and only while their call is open; then those who held it open it, and nobody else', async () => {
		await sealCard(plan.id, ana, card, true);
		await sealCard(plan.id, jonas, card, true);
		await begun();
		await does(ana, { type: 'SUPPORT', whom: 'me' }, { type: 'LEAVE' });
		await end();
		expect((await rows()).map(({ seat }) => seat as number)).toEqual([ana]);
		expect(await keptCards(plan.id, mira)).toMatchObject([{ seat: ana, name: 'Ana' }]);
		expect(await keptCards(plan.id, jonas)).toEqual([]);
		expect(await openSealedCard(plan.id, jonas, ana)).toEqual({ refused: 'not-credentialed' });
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ card });
		expect((await ownCard(plan.id, ana))!.opened).toMatchObject([{ by: 'Mira' }]);
		await forgetCards(new Date(Date.now() + dayMs - 60_000));
		expect(await rows()).toHaveLength(1);
		await sql()`update cards set kept_until = now() - interval '1 second' where gathering_id = ${plan.id}`;
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ none: 'no-card' });
		await forgetCards(new Date());
		expect(await rows()).toHaveLength(0);
	});

	test('who leaves with a call open lets those who led reach them, for a day; and takes it back', async () => {
		await takeCardBack(plan.id, ana);
		await begun();
		expect(await allowReach(plan.id, ana, 'canary@example.org'), 'nobody has called').toEqual({ refused: 'nothing-to-do' });
		await does(ana, { type: 'SUPPORT', whom: 'me' }, { type: 'LEAVE' });
		expect(await allowReach(plan.id, ana, 'canary@example.org')).toEqual({ ok: true });
		await end();
		expect(await reachOf(plan.id, ana)).toBe('canary@example.org');
		expect(await everything()).not.toContain('canary@');
		expect(await keptCards(plan.id, mira)).toMatchObject([{ seat: ana }]);
		expect(await openSealedCard(plan.id, mira, ana)).toMatchObject({ card: { reach: 'canary@example.org' } });
		expect(await openSealedCard(plan.id, jonas, ana)).toEqual({ refused: 'not-credentialed' });
		expect(await allowReach(plan.id, ana, '')).toEqual({ ok: true });
		expect(await rows()).toHaveLength(0);
	});

	test('after the end too, for a day from then, beside what was sealed before', async () => {
		await sealCard(plan.id, ana, card, true);
		await begun();
		await does(ana, { type: 'SUPPORT', whom: 'me' });
		await end();
		const keptUntil = async () => new Date((await rows())[0]!.kept_until as string).getTime();
		const until = await keptUntil();
		expect(await allowReach(plan.id, ana, '0151 5550100')).toEqual({ ok: true });
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ card: { ...card, reach: '0151 5550100' } });
		expect(await keptUntil()).toBe(until);
		await forgetCards(new Date(until + 1000));
		expect(await rows()).toHaveLength(0);
	});

	test('a call about whoever led opens no card to them, and is told to them by none', async () => {
		await sealCard(plan.id, ana, card, true);
		await begun();
		await does(ana, { type: 'SUPPORT', whom: 'facilitator' });
		await end();
		expect(await keptCards(plan.id, mira)).toEqual([]);
		expect(await openSealedCard(plan.id, mira, ana)).toEqual({ refused: 'over' });
	});

	test('without that wish an open call keeps nothing', async () => {
		await begun();
		await does(ana, { type: 'SUPPORT', whom: 'me' });
		await end();
		expect(await rows()).toHaveLength(0);
	});
});

test('a host or an operator without a seat has no way in: who opens is a seat, and they have none', async () => {
	const operator = await person({ operator: true });
	await begun();
	await does(mira, pause);
	expect(await seatOf(visitor(operator), plan.id)).toBeNull();
	await sql()`update seats set account_id = null where gathering_id = ${plan.id} and seat = ${mira}`;
	expect(await seatOf(visitor({ id: plan.hostId }), plan.id)).toBeNull();
});
