// How many seats of gatherings are free: the one answer, for lists, for pages, and for whoever gives seats out. The rule itself is
// lib/admission/line.ts; what it is asked about is read here. Changes nothing.

import { and, count, eq, inArray } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { type gatherings } from '../db/schema-gatherings.ts';
import { seats, waiting } from '../db/schema-seats.ts';
import { free, advance, type Line } from '../../admission/line.ts';

export type SeatPlan = Pick<typeof gatherings.$inferSelect, 'id' | 'seats' | 'startsAt' | 'cancelledAt'>;

/**
 * The lines of gatherings as they are kept, by gathering; they are not advanced. In two questions, however many there are.
 * @param plans each place in a line is an account's id
 */
export async function waitingLinesOf(tx: Tx, plans: SeatPlan[]): Promise<Map<string, Line>> {
	const ids = plans.map(({ id }) => id);
	const [taken, rows] = await Promise.all([takenIn(tx, ids), waitersIn(tx, ids)]);
	return new Map(
		plans.map((plan) => {
			const waiters = rows
				.filter(({ gatheringId }) => gatheringId === plan.id)
				.map(({ id, place, offerUntil }) => ({ id, place, offerUntil: offerUntil && offerUntil.getTime() }));
			return [
				plan.id,
				{
					startsAt: plan.startsAt.getTime(),
					cancelled: plan.cancelledAt !== null,
					seats: plan.seats,
					taken: taken.get(plan.id) ?? 0,
					waiters
				}
			];
		})
	);
}

/** How many seats of each gathering anybody may reserve now: those that are not sat in, and not kept for somebody who waited. */
export async function freeIn(plans: SeatPlan[], now = new Date()): Promise<Map<string, number>> {
	const lines = await waitingLinesOf(db(), plans);
	return new Map([...lines].map(([id, line]) => [id, free(advance(line, now.getTime()).line)]));
}

/** [S10] How many seats somebody has, by gathering; who came because somebody asked for support takes none away from anybody. */
export async function takenIn(tx: Tx, ids: string[]): Promise<Map<string, number>> {
	if (ids.length === 0) return new Map();
	const rows = await tx
		.select({ id: seats.gatheringId, n: count() })
		.from(seats)
		.where(and(inArray(seats.gatheringId, ids), eq(seats.onCall, false)))
		.groupBy(seats.gatheringId);
	return new Map(rows.map(({ id, n }) => [id, n]));
}

async function waitersIn(tx: Tx, ids: string[]) {
	if (ids.length === 0) return [];
	return tx
		.select({ gatheringId: waiting.gatheringId, id: waiting.accountId, place: waiting.place, offerUntil: waiting.offerUntil })
		.from(waiting)
		.where(and(inArray(waiting.gatheringId, ids), eq(waiting.passed, false)));
}
