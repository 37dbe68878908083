// The waiting list of a gathering in the database. Each step holds the gathering's row and advances the line by its rule first,
// so that it does not matter which node looks, or when.

import { and, asc, eq, inArray } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats, waiting } from '../db/schema-seats.ts';
import { tell, tellAll } from '../mails/tell.ts';
import { waitingLinesOf, type SeatPlan } from './free.ts';
import { mayTakeSeat, advance, type Line } from '../../admission/line.ts';

export type WaitRefusal = 'over' | 'has-begun' | 'seated' | 'seat-free';

/** Holds a gathering until the transaction ends: nobody else gives out its seats meanwhile. Null when there is none. */
export async function lockGathering(tx: Tx, gatheringId: string) {
	const [plan] = await tx.select().from(gatherings).where(eq(gatherings.id, gatheringId)).for('no key update');
	return plan ?? null;
}

/**
 * Brings the line of a gathering that is held to a moment, and tells those whom it concerns.
 * @returns the line as it is then; each place is an account's id
 */
export async function advanceLine(tx: Tx, plan: SeatPlan, now: Date): Promise<Line> {
	const mine = (accounts: string[]) => and(eq(waiting.gatheringId, plan.id), inArray(waiting.accountId, accounts));
	const { line, passed, offered, ended } = advance((await waitingLinesOf(tx, [plan])).get(plan.id)!, now.getTime());
	if (passed.length > 0) await tx.update(waiting).set({ passed: true, offerUntil: null }).where(mine(passed));
	for (const { id, until } of offered) {
		const offerUntil = new Date(until);
		await tx
			.update(waiting)
			.set({ offerUntil })
			.where(mine([id]));
		await tell(tx, { kind: 'promoted', account: id, gathering: plan.id, occasion: offerUntil.toISOString() });
	}
	if (plan.cancelledAt) await tellAll(tx, ended, { kind: 'cancelled', gathering: plan.id });
	if (plan.cancelledAt || now >= plan.startsAt) await tx.delete(waiting).where(eq(waiting.gatheringId, plan.id));
	return line;
}

/**
 * Puts an account at the end of the line; whoever waits already keeps their place. That they may come in was checked.
 * Refused while a seat is free: it can be taken.
 */
export async function wait(gatheringId: string, accountId: string, now = new Date()): Promise<{ ok: true } | { refused: WaitRefusal }> {
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: WaitRefusal }> => {
		const plan = await lockGathering(tx, gatheringId);
		if (!plan || plan.cancelledAt) return { refused: 'over' };
		const line = await advanceLine(tx, plan, now);
		if (now >= plan.startsAt) return { refused: 'has-begun' };
		if (line.waiters.some(({ id }) => id === accountId)) return { ok: true };
		const sits = and(eq(seats.gatheringId, gatheringId), eq(seats.accountId, accountId));
		if ((await tx.select({ seat: seats.seat }).from(seats).where(sits)).length > 0) return { refused: 'seated' };
		if (mayTakeSeat(line, accountId)) return { refused: 'seat-free' };
		// Whoever let an offer pass comes to the end of the line like everybody else.
		await tx.delete(waiting).where(placeOf(gatheringId, accountId));
		const [placed] = await tx.insert(waiting).values({ gatheringId, accountId }).returning({ place: waiting.place });
		await tell(tx, { kind: 'waiting', account: accountId, gathering: gatheringId, occasion: String(placed!.place) });
		return { ok: true };
	});
}

/** An account waits no more: what was kept for them goes to the next. */
export async function waitNoMore(gatheringId: string, accountId: string, now = new Date()): Promise<void> {
	await db().transaction(async (tx) => {
		const plan = await lockGathering(tx, gatheringId);
		if (!plan) return;
		await tx.delete(waiting).where(placeOf(gatheringId, accountId));
		await advanceLine(tx, plan, now);
	});
}

/** Whether somebody may take a seat of a line that was advanced. If they waited, they do no more. */
export async function takeFromLine(tx: Tx, line: Line, gatheringId: string, accountId: string | null): Promise<boolean> {
	if (!mayTakeSeat(line, accountId)) return false;
	if (accountId) await tx.delete(waiting).where(placeOf(gatheringId, accountId));
	return true;
}

/** How it stands with somebody who waits. */
export type Waits = { state: 'waiting'; before: number } | { state: 'offered'; until: Date } | { state: 'passed' };

/** How an account stands in the line of a gathering; null when it is not in it. Changes nothing. */
export async function waitsFor(gatheringId: string, accountId: string, now = new Date()): Promise<Waits | null> {
	const rows = await db()
		.select({ accountId: waiting.accountId, offerUntil: waiting.offerUntil, passed: waiting.passed })
		.from(waiting)
		.where(eq(waiting.gatheringId, gatheringId))
		.orderBy(asc(waiting.place));
	const mine = rows.findIndex((row) => row.accountId === accountId);
	const me = rows[mine];
	if (!me) return null;
	if (me.passed || (me.offerUntil && me.offerUntil <= now)) return { state: 'passed' };
	if (me.offerUntil) return { state: 'offered', until: me.offerUntil };
	return { state: 'waiting', before: rows.slice(0, mine).filter((row) => !row.passed && !row.offerUntil).length };
}

/** Who waits for a seat of a gathering or is offered one: for telling them of a change. */
export async function waitingIn(tx: Tx, gatheringId: string): Promise<string[]> {
	const rows = await tx
		.select({ id: waiting.accountId })
		.from(waiting)
		.where(and(eq(waiting.gatheringId, gatheringId), eq(waiting.passed, false)));
	return rows.map(({ id }) => id);
}

const placeOf = (gatheringId: string, accountId: string) => and(eq(waiting.gatheringId, gatheringId), eq(waiting.accountId, accountId));
