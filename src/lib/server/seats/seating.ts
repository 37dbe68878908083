// Seats of one gathering: reserving and giving back, never one too many, and the agreements each person accepted.

import { and, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import { lockCohort, seatInOthers } from './cohort.ts';
import { credentialUntil } from '../accounts/credentials.ts';
import { db, type Tx } from '../db/index.ts';
import { asRefusal, Abort } from '../db/abort.ts';
import { members } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { tell } from '../mails/tell.ts';
import { takenIn } from './free.ts';
import { lockGathering, advanceLine, takeFromLine } from './waiting.ts';
import { shutOut } from '../circles/shut-out.ts';
import type { CircleFacilitator } from '../circles/circles.ts';
import { intoMachine, placeIn, seatHeldBy, type Sitter } from './placing.ts';
import { doorsOpen, live, type State } from '../../gathering/state.ts';
import type { Role, Seat } from '../../gathering/types.ts';

export type SeatRefusal = 'full' | 'over' | 'doors-closed' | 'removed' | 'begun' | 'no-seat' | 'not-open';
type Reserved = { ok: true; seat: Seat } | { refused: SeatRefusal };

/**
 * Reserves a seat; somebody who has one keeps it and accepts the agreements again.
 * The gathering's row is held meanwhile, so that two people never get the last seat, and nobody a seat kept for another.
 */
export async function reserve(gatheringId: string, sitter: Sitter, now = new Date()): Promise<Reserved> {
	// Read before the transaction: inside it a second connection could be waited for by everybody at once.
	const found = await look(gatheringId);
	if (!found) return { refused: 'over' };
	return db()
		.transaction(async (tx): Promise<Reserved> => {
			const cohort = await lockCohort(tx, gatheringId);
			const plan = await lockGathering(tx, gatheringId);
			if (!plan || plan.cancelledAt) return { refused: 'over' };
			const had = await seatHeldBy(tx, gatheringId, sitter);
			if (had) {
				await tx.update(seats).set({ agreedVersion: plan.format.version }).where(at(gatheringId, had));
				return { ok: true, seat: had };
			}
			const closed = closedTo(found.state, now);
			if (closed) return { refused: closed };
			const known = { accountId: sitter.accountId, guestHashes: sitter.guestHash ? [sitter.guestHash] : [] };
			if (await shutOut(plan.circleId, known, tx)) return { refused: 'not-open' };
			if (await cameWithSomebodyRemoved(tx, gatheringId, sitter, found.state)) return { refused: 'removed' };
			const line = await advanceLine(tx, plan, now);
			if (!(await takeFromLine(tx, line, gatheringId, sitter.accountId))) return { refused: 'full' };
			const seat = await placeIn(tx, plan, sitter, plan.format.version, now);
			if (cohort) await seatInOthers(tx, cohort, gatheringId, sitter, now);
			if (sitter.accountId) await tell(tx, { kind: 'reserved', account: sitter.accountId, gathering: gatheringId, occasion: String(seat) });
			return { ok: true, seat };
		})
		.catch(asRefusal<SeatRefusal>);
}

/** Seats somebody who holds the circle, inside the transaction that schedules the gathering. */
export async function seatFacilitator(tx: Tx, gatheringId: string, seat: Seat, holder: Omit<CircleFacilitator, 'standing'>): Promise<void> {
	const { accountId, name, role, credentialUntil } = holder;
	await tx.insert(seats).values({ gatheringId, seat, accountId, name, role });
	await intoMachine(tx, gatheringId, seat, role, credentialUntil);
}

/** Why nobody new may take a seat now, or null. */
function closedTo(state: State, now: Date): SeatRefusal | null {
	if (live(state)) return doorsOpen(state, now.getTime()) ? null : 'doors-closed';
	return ['scheduled', 'lobby'].includes(state.value.lifecycle) ? null : 'over';
}

/**
 * Gives a seat back that nobody has sat in yet. It is kept for whoever waits longest.
 * @param within a transaction to be part of
 */
export async function giveBack(
	gatheringId: string,
	seat: Seat,
	now = new Date(),
	within: Tx = db()
): Promise<{ ok: true } | { refused: SeatRefusal }> {
	return within
		.transaction(async (tx): Promise<{ ok: true } | { refused: SeatRefusal }> => {
			const plan = await lockGathering(tx, gatheringId);
			const gone = plan && (await emptySeat(tx, plan, seat, now));
			if (!gone) return { refused: 'no-seat' };
			if (gone.accountId)
				await tell(tx, { kind: 'givenBack', account: gone.accountId, gathering: gatheringId, occasion: now.toISOString() });
			return { ok: true };
		})
		.catch(asRefusal<SeatRefusal>);
}

/**
 * Takes whoever has a seat out of it, under the plan's lock; null when nobody has it. Throws `begun` or `over` when they have sat
 * in it. It is kept for whoever waits longest, and what calendars are told from now on is newer than the entry they have.
 */
export async function emptySeat(
	tx: Tx,
	plan: NonNullable<Awaited<ReturnType<typeof lockGathering>>>,
	seat: Seat,
	now: Date
): Promise<{ accountId: string | null } | null> {
	const [gone] = await tx.delete(seats).where(at(plan.id, seat)).returning({ accountId: seats.accountId });
	if (!gone) return null;
	const answer = await send(plan.id, { kind: 'house' }, { type: 'UNSEAT', seat }, null, tx);
	if ('refused' in answer) throw new Abort(answer.refused === 'over' ? 'over' : 'begun');
	await tx
		.update(gatherings)
		.set({ revision: sql`${gatherings.revision} + 1` })
		.where(eq(gatherings.id, plan.id));
	await advanceLine(tx, plan, now);
	return gone;
}

/** Writes down that the person in a seat accepts the agreements of this gathering, in the version it has. */
export async function agree(gatheringId: string, seat: Seat): Promise<void> {
	const version = db()
		.select({ v: sql<number>`(format->>'version')::int` })
		.from(gatherings)
		.where(eq(gatherings.id, gatheringId));
	await db()
		.update(seats)
		.set({ agreedVersion: sql`(${version})` })
		.where(at(gatheringId, seat));
}

/** Writes down by which login somebody came into the room. */
export async function cameBy(gatheringId: string, seat: Seat, loginId: string | null): Promise<void> {
	await db().update(seats).set({ loginId }).where(at(gatheringId, seat));
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
	facilitators: { name: string; role: Role; credentialed: boolean }[];
	/** Seats that somebody has; who is on call takes none. */
	taken: number;
	/** Somebody who may pause the circle for a person in need is expected, with a credential that lasts until then. */
	credentialed: boolean;
}

/** Who is expected at a gathering. Participants are a number, never names. */
export async function expected(gatheringId: string, startsAt: Date): Promise<Expected> {
	const [holding, taken] = await Promise.all([
		db()
			.select({ accountId: seats.accountId, name: seats.name, role: seats.role })
			.from(seats)
			.where(and(eq(seats.gatheringId, gatheringId), ne(seats.role, 'participant')))
			.orderBy(seats.seat),
		takenIn(db(), [gatheringId])
	]);
	const facilitators = await Promise.all(
		holding.map(async ({ accountId, name, role }) => ({
			name,
			role,
			credentialed: accountId !== null && (await credentialUntil(accountId, startsAt)) !== null
		}))
	);
	const credentialed = facilitators.some((holder) => holder.credentialed && holder.role !== 'guardian');
	return { facilitators, taken: taken.get(gatheringId) ?? 0, credentialed };
}

const at = (gatheringId: string, seat: Seat) => and(eq(seats.gatheringId, gatheringId), eq(seats.seat, seat));

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
