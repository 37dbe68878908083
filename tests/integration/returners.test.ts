// [S9] A guest who lost their cookie, on a real PostgreSQL: they wait at the door, and whoever holds the circle gives them their seat.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command, RefusalCode, Seat } from '../../src/lib/gathering/types.ts';
import { seatOf, type Visitor } from '../../src/lib/server/access/index.ts';
import { auditOf } from '../../src/lib/server/audit/index.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { onCommit, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { makeInvitation, useInvitation } from '../../src/lib/server/circles/invitations.ts';
import { askBack, askedBack, atDoor, giveSeat, refuseSeat, stopAsking } from '../../src/lib/server/seats/returners.ts';
import { hasAgreed, reserve } from '../../src/lib/server/seats/seating.ts';
import { hashOf, newSecret } from '../../src/lib/server/ground/secrets.ts';
import { showAll, subscribe } from '../../src/lib/server/live/changes.ts';
import { committed, onNewer, refresh } from '../../src/lib/server/gatherings/newest.ts';
import { plannedFor, told, type Planned } from '../support/e2e-gathering.ts';
import { freshDatabase } from '../support/servers.ts';

interface Guest {
	secret: string;
	guestHash: string;
	name: string;
	invitationId: string | null;
}
let plan: Planned;
let invitation = '';
/** Seat 1 Mira, who holds the circle; 2 Jonas, an account; 3 Sunny, a guest, whose turn it is. */
let sunny: Guest;
const [mira, jonas, sunnys] = [1, 2, 3];

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
	plan = await plannedFor(['Mira', 'Jonas'], 3);
	invitation = await makeInvitation(plan.circle, 20, 1, plan.hostId);
	sunny = await comesBy(invitation, 'Sunny');
	expect(await reserve(plan.id, { accountId: null, ...sunny })).toEqual({ ok: true, seat: sunnys });
	await send(plan.id, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	for (const seat of [mira, jonas, sunnys]) {
		await does(seat, { type: 'JOIN', identity: `identity-${seat}`, device: `device-${seat}`, moveHere: false });
		await connection(seat, 'present');
	}
	await does(mira, { type: 'BEGIN' });
	await does(mira, { type: 'NEXT_PHASE', phaseId: 'opening' });
	for (const seat of [mira, jonas]) await does(seat, { type: 'PASS', turnId: await turn() });
	await does(sunnys, { type: 'ACCEPT', turnId: await turn(), typing: false });
});

/** A new guest by an invitation, in a browser that knew nobody. */
async function comesBy(code: string, name: string): Promise<Guest> {
	const answer = await useInvitation(code, { guest: null, name });
	const secret = 'guestSecret' in answer ? answer.guestSecret! : '';
	const [row] = await sql()<{ id: string }[]>`select invitation_id as id from members where guest_hash = ${hashOf(secret)}`;
	return { secret, guestHash: hashOf(secret), name, invitationId: row!.id };
}
async function does(seat: Seat, command: Command): Promise<void> {
	const answer = await send(plan.id, { kind: 'seat', seat }, command);
	if ('refused' in answer) throw new Error(`${command.type}: ${answer.refused}`);
}
const connection = (seat: Seat, connection: 'present' | 'lost') =>
	send(plan.id, { kind: 'house' }, { type: 'CONNECTION', seat, connection });
const turn = async () => (await told(plan.id)).context.turn!.turnId;
/** Which seat a browser with this secret has here. */
const opens = (secret: string) => {
	const cookies = { getAll: () => [{ name: `guest-${plan.circle}`, value: secret }] };
	return seatOf({ locals: { account: null }, url: new URL('http://localhost'), cookies } as unknown as Visitor, plan.id);
};
const idOf = async (by: Seat, name: string) => (await atDoor(plan.id, by)).waiting.find((one) => one.name === name)?.id ?? randomUUID();
/** Somebody says that they had a seat, and it is given to them. */
async function given(seat: Seat, guest: Guest, by: Seat = mira): Promise<RefusalCode | null> {
	expect(await askBack(plan.id, guest)).toEqual({ ok: true });
	const answer = await giveSeat(plan.id, by, plan.hostId, await idOf(mira, guest.name), seat);
	return 'refused' in answer ? answer.refused : null;
}

test('the newcomer has that very seat: place, mark, turn and its rest; the old secret opens nothing, agreements are asked again', async () => {
	await connection(sunnys, 'lost');
	const before = (await told(plan.id)).context;
	const again = await comesBy(invitation, 'Sunny again');
	expect(await opens(again.secret)).toBeNull();
	expect(await given(sunnys, again)).toBeNull();

	expect([await opens(sunny.secret), await opens(again.secret)]).toEqual([null, sunnys]);
	expect(await hasAgreed(plan.id, sunnys)).toBe(false);
	const at = (await told(plan.id)).context;
	expect(at.seats.find(({ seat }) => seat === sunnys)).toMatchObject({
		identity: null,
		device: null,
		mark: 'speaking',
		standing: 'admitted'
	});
	await does(sunnys, { type: 'JOIN', identity: 'another', device: 'another', moveHere: false });
	const { context } = await told(plan.id);
	expect(context.seats.map(({ seat }) => seat)).toEqual(before.seats.map(({ seat }) => seat));
	const { turnId, budgetMs, usedMs } = before.turn!;
	expect(context.turn).toMatchObject({ turnId, seat: sunnys, budgetMs, usedMs });
	await does(sunnys, { type: 'FINISH', turnId });

	expect((await auditOf(plan.hostId)).map(({ kind }) => kind)).toContain('seat-given-back');
	expect(await atDoor(plan.id, mira)).toEqual({ waiting: [], seats: [] });
});

test('a page that the old secret opened is shut when the seat is another’s, and others’ pages are not', async () => {
	const ends = [onCommit(committed), onNewer((_, shown) => shown && showAll(shown))];
	const [shut, stays] = [vi.fn(), vi.fn()];
	const leave = [
		subscribe(
			plan.id,
			sunnys,
			() => {},
			() => {},
			{ owner: sunny.guestHash, onGone: shut }
		).end,
		subscribe(
			plan.id,
			jonas,
			() => {},
			() => {},
			{ owner: plan.people[1]!.accountId, onGone: stays }
		).end
	];
	await refresh(plan.id);
	await connection(sunnys, 'lost');
	expect(await given(sunnys, await comesBy(invitation, 'Sunny again'))).toBeNull();
	await refresh(plan.id);
	expect(shut).toHaveBeenCalled();
	expect(stays).not.toHaveBeenCalled();
	for (const end of [...leave, ...ends]) end();
});

describe('never', () => {
	test('a seat somebody sits in; nothing changes, and who asks still waits', async () => {
		const { version } = await told(plan.id);
		expect(await given(sunnys, await comesBy(invitation, 'A thief'))).toBe('not-now');
		expect((await told(plan.id)).version).toBe(version);
		expect([await opens(sunny.secret), await hasAgreed(plan.id, sunnys)]).toEqual([sunnys, true]);
		expect((await atDoor(plan.id, mira)).waiting.map(({ name }) => name)).toEqual(['A thief']);
	});

	test('an account’s seat, the facilitator’s own, or one the house plays', async () => {
		await connection(jonas, 'lost');
		const comer = await comesBy(invitation, 'A guest');
		expect(await given(jonas, comer)).toBe('no-such-seat');
		expect(await given(mira, comer)).toBe('no-such-seat');
		await connection(sunnys, 'lost');
		await sql()`update seats set simulated = true where gathering_id = ${plan.id} and seat = ${sunnys}`;
		expect(await given(sunnys, comer)).toBe('no-such-seat');
		expect((await atDoor(plan.id, mira)).seats).toEqual([]);
	});

	test('by anybody but whoever holds the circle; others do not even read who waits', async () => {
		await connection(sunnys, 'lost');
		const again = await comesBy(invitation, 'Sunny again');
		expect(await given(sunnys, again, jonas)).toBe('not-credentialed');
		expect(await atDoor(plan.id, jonas)).toEqual({ waiting: [], seats: [] });
		expect(await refuseSeat(plan.id, jonas, await idOf(mira, 'Sunny again'))).toEqual({ refused: 'not-permitted' });
		expect(await atDoor(plan.id, mira)).toMatchObject({ waiting: [{ name: 'Sunny again' }], seats: [{ seat: sunnys, name: 'Sunny' }] });
	});

	test('to somebody who was removed, or who came by their invitation', async () => {
		const kind = await makeInvitation(plan.circle, 3, 1, plan.hostId);
		const asked = await comesBy(invitation, 'Asked before');
		expect(await askBack(plan.id, asked)).toEqual({ ok: true });
		await does(mira, { type: 'REMOVE', seat: sunnys });
		expect(await askBack(plan.id, await comesBy(invitation, 'Sunny again'))).toEqual({ refused: 'removed' });
		const id = await idOf(mira, 'Asked before');
		expect(await giveSeat(plan.id, mira, null, id, sunnys)).toEqual({ refused: 'not-permitted' });
		expect(await given(sunnys, await comesBy(kind, 'Somebody else'))).toBe('not-permitted');
		expect(await opens(sunny.secret)).toBe(sunnys);
	});

	test('twice, nor to whoever took another seat meanwhile', async () => {
		await connection(sunnys, 'lost');
		const [one, other] = [await comesBy(invitation, 'One'), await comesBy(invitation, 'Other')];
		for (const guest of [one, other]) await askBack(plan.id, guest);
		const ids = [await idOf(mira, 'One'), await idOf(mira, 'Other')];
		const answers = await Promise.all([ids[0]!, ids[0]!].map((id) => giveSeat(plan.id, mira, null, id, sunnys)));
		expect(answers).toContainEqual({ ok: true });
		expect(answers).toContainEqual({ refused: 'nothing-to-do' });
		expect(await reserve(plan.id, { accountId: null, ...other })).toMatchObject({ ok: true });
		expect(await giveSeat(plan.id, mira, null, ids[1]!, sunnys)).toEqual({ refused: 'nothing-to-do' });
		expect((await atDoor(plan.id, mira)).waiting).toEqual([]);
	});
});

describe('at the door', () => {
	test('one waits, may stop waiting, and may be refused; then one stays refused', async () => {
		const again = await comesBy(invitation, 'Sunny again');
		await askBack(plan.id, again);
		await askBack(plan.id, again);
		expect((await atDoor(plan.id, mira)).waiting).toHaveLength(1);
		await stopAsking(plan.id, again.guestHash);
		expect(await askedBack(plan.id, again.guestHash)).toBeNull();
		await askBack(plan.id, again);
		expect(await askedBack(plan.id, again.guestHash)).toBe('waiting');
		expect(await refuseSeat(plan.id, mira, await idOf(mira, 'Sunny again'))).toEqual({ ok: true });
		await stopAsking(plan.id, again.guestHash);
		await askBack(plan.id, again);
		expect(await askedBack(plan.id, again.guestHash)).toBe('refused');
		expect((await atDoor(plan.id, mira)).waiting).toEqual([]);
	});

	test('only while it is on, and forgotten with the seats', async () => {
		const [early, again] = [await plannedFor(['Mira']), await comesBy(invitation, 'Sunny again')];
		expect(await askBack(early.id, { guestHash: hashOf(newSecret()), name: 'Early', invitationId: null })).toEqual({ refused: 'not-on' });
		await askBack(plan.id, again);
		await forget(new Date(Date.now() + 8 * 86_400_000));
		expect(await askedBack(plan.id, again.guestHash)).toBeNull();
	});
});
