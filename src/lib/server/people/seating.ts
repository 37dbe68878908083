// Seats of one gathering: reserving and giving back, never one too many, and the agreements each person accepted.

import { and, count, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { credentialUntil } from './credentials.ts';
import { db, type Tx } from '../db/index.ts';
import { refusedInside, RefusedInside } from '../db/refused-inside.ts';
import { events, gatherings, members, seats } from '../db/schema.ts';
import { look, send } from '../gatherings/gatherings.ts';
import type { Holder } from './circles.ts';
import { doorsOpen, live, type State } from '../../gathering/state.ts';
import type { Instant, Role, Seat } from '../../gathering/words.ts';

/** Who takes a seat: an account, or a guest by their hashed secret. */
export interface Sitter {
	accountId: string | null;
	guestHash: string | null;
	/** The name shown to the others. */
	name: string;
	/** The invitation a guest came by. */
	invitationId: string | null;
}

export type SeatRefusal = 'full' | 'over' | 'doors-closed' | 'removed' | 'begun' | 'no-seat';
type Reserved = { ok: true; seat: Seat } | { refused: SeatRefusal };

/**
 * Reserves a seat; somebody who has one keeps it and accepts the agreements again.
 * The gathering's row is held meanwhile, so that two people never get the last seat.
 * A number is given out once: whoever gave a seat back can never look through the eyes of the next person in it.
 */
export async function reserve(gatheringId: string, sitter: Sitter, now = new Date()): Promise<Reserved> {
	// Read before the transaction: inside it a second connection could be waited for by everybody at once.
	const found = await look(gatheringId);
	if (!found) return { refused: 'over' };
	return db().transaction(async (tx): Promise<Reserved> => {
		const [plan] = await tx.select().from(gatherings).where(eq(gatherings.id, gatheringId)).for('no key update');
		if (!plan || plan.cancelledAt) return { refused: 'over' };
		const had = await seatHeldBy(tx, gatheringId, sitter);
		if (had) {
			await tx.update(seats).set({ agreedVersion: plan.format.version }).where(at(gatheringId, had));
			return { ok: true, seat: had };
		}
		const closed = closedTo(found.state);
		if (closed) return { refused: closed };
		const [taken] = await tx.select({ n: count() }).from(seats).where(eq(seats.gatheringId, gatheringId));
		if (taken!.n >= plan.seats) return { refused: 'full' };
		if (await cameWithSomebodyRemoved(tx, gatheringId, sitter, found.state)) return { refused: 'removed' };
		const seat = await nextNumber(tx, plan.no);
		await tx.insert(seats).values({
			gatheringId,
			seat,
			accountId: sitter.accountId,
			guestHash: sitter.guestHash,
			name: sitter.name,
			role: 'participant',
			agreedVersion: plan.format.version
		});
		const until = sitter.accountId ? await credentialUntil(sitter.accountId, now, tx) : null;
		await intoMachine(tx, gatheringId, seat, 'participant', until);
		return { ok: true, seat };
	}).catch(refusedInside<SeatRefusal>);
}

/** Seats somebody who holds the circle, inside the transaction that schedules the gathering. */
export async function seatHolder(tx: Tx, gatheringId: string, seat: Seat, holder: Holder): Promise<void> {
	const { accountId, name, role, credentialUntil } = holder;
	await tx.insert(seats).values({ gatheringId, seat, accountId, name, role });
	await intoMachine(tx, gatheringId, seat, role, credentialUntil);
}

/** Why nobody new may take a seat now, or null. */
function closedTo(state: State): SeatRefusal | null {
	if (live(state)) return doorsOpen(state) ? null : 'doors-closed';
	return ['scheduled', 'lobby'].includes(state.value.lifecycle) ? null : 'over';
}

/** Gives a seat back that nobody has sat in yet. */
export async function giveBack(gatheringId: string, seat: Seat): Promise<{ ok: true } | { refused: SeatRefusal }> {
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: SeatRefusal }> => {
		await tx.select({ id: gatherings.id }).from(gatherings).where(eq(gatherings.id, gatheringId)).for('no key update');
		const [gone] = await tx.delete(seats).where(at(gatheringId, seat)).returning();
		if (!gone) return { refused: 'no-seat' };
		const answer = await send(gatheringId, { kind: 'house' }, { type: 'UNSEAT', seat }, null, tx);
		if ('refused' in answer) throw new RefusedInside(answer.refused === 'over' ? 'over' : 'begun');
		return { ok: true };
	}).catch(refusedInside<SeatRefusal>);
}

/** Writes down that the person in a seat accepts the agreements of this gathering, in the version it has. */
export async function agree(gatheringId: string, seat: Seat): Promise<void> {
	const version = db().select({ v: sql<number>`(format->>'version')::int` }).from(gatherings).where(eq(gatherings.id, gatheringId));
	await db().update(seats).set({ agreedVersion: sql`(${version})` }).where(at(gatheringId, seat));
}

/** Who sits in a seat: their name, role, account (null: a guest), and the version of the agreements they accepted (null: not yet). */
export async function sitterOf(gatheringId: string, seat: Seat, tx: Tx = db()) {
	const [found] = await tx
		.select({ name: seats.name, role: seats.role, accountId: seats.accountId, agreedVersion: seats.agreedVersion })
		.from(seats)
		.where(at(gatheringId, seat));
	return found ?? null;
}

/** Whether the person in a seat accepted the agreements: nobody joins without. */
export const hasAgreed = async (gatheringId: string, seat: Seat): Promise<boolean> =>
	(await sitterOf(gatheringId, seat))?.agreedVersion != null;

export interface Expected {
	/** Those who hold the gathering, named before anyone joins. */
	holders: { name: string; role: Role; credentialed: boolean }[];
	taken: number;
	/** Somebody who may pause the circle for a person in need is expected, with a credential that lasts until then. */
	credentialed: boolean;
}

/** Who is expected at a gathering. Participants are a number, never names. */
export async function expected(gatheringId: string, startsAt: Date): Promise<Expected> {
	const rows = await db()
		.select({ accountId: seats.accountId, name: seats.name, role: seats.role })
		.from(seats)
		.where(eq(seats.gatheringId, gatheringId))
		.orderBy(seats.seat);
	const holding = rows.filter(({ role }) => role !== 'participant');
	const holders = await Promise.all(
		holding.map(async ({ accountId, name, role }) => ({
			name,
			role,
			credentialed: accountId !== null && (await credentialUntil(accountId, startsAt)) !== null
		}))
	);
	const credentialed = holders.some((holder) => holder.credentialed && holder.role !== 'guardian');
	return { holders, taken: rows.length, credentialed };
}

const at = (gatheringId: string, seat: Seat) => and(eq(seats.gatheringId, gatheringId), eq(seats.seat, seat));

async function intoMachine(tx: Tx, gathering: string, seat: Seat, role: Role, credentialUntil: Instant | null): Promise<void> {
	const answer = await send(gathering, { kind: 'house' }, { type: 'SEAT', seat, role, credentialUntil }, null, tx);
	if ('refused' in answer) throw new RefusedInside(answer.refused === 'seat-taken' ? 'full' : 'over');
}

async function seatHeldBy(tx: Tx, gatheringId: string, { accountId, guestHash }: Sitter): Promise<Seat | null> {
	const whose = accountId ? eq(seats.accountId, accountId) : eq(seats.guestHash, guestHash ?? '');
	const [found] = await tx.select({ seat: seats.seat }).from(seats).where(and(eq(seats.gatheringId, gatheringId), whose));
	return found?.seat ?? null;
}

/** One above every number this gathering ever gave out. The log knows them all. */
export async function nextNumber(tx: Tx, no: number): Promise<Seat> {
	const [found] = await tx
		.select({ most: sql<number | null>`max((${events.data}->>'seat')::int)` })
		.from(events)
		.where(and(eq(events.gathering, no), eq(events.type, 'SEAT')));
	return (found?.most ?? 0) + 1;
}

/** Who was removed could return under another name, as a guest or signed in, by the same invitation: it opens this gathering no more. */
export async function cameWithSomebodyRemoved(
	tx: Tx,
	gatheringId: string,
	{ invitationId }: Pick<Sitter, 'invitationId'>,
	{ context }: State
): Promise<boolean> {
	if (!invitationId) return false;
	const removed = context.seats.filter((s) => s.standing === 'removed').map((s) => s.seat);
	if (removed.length === 0) return false;
	const [found] = await tx
		.select({ seat: seats.seat })
		.from(seats)
		.innerJoin(members, or(eq(members.guestHash, seats.guestHash), eq(members.accountId, seats.accountId)))
		.where(
			and(
				eq(seats.gatheringId, gatheringId),
				inArray(seats.seat, removed),
				isNotNull(members.invitationId),
				eq(members.invitationId, invitationId)
			)
		);
	return found !== undefined;
}
