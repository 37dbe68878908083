// Closed cohorts: nobody new once the first gathering has begun, and whoever has a seat has it in all that are planned.

import { and, asc, eq, gt, isNull, ne } from 'drizzle-orm';
import { notAttended, wantedBefore } from '../circles/attended.ts';
import type { Tx } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { lockGathering, advanceLine, takeFromLine } from './waiting.ts';
import { placeIn, seatHeldBy, type Sitter } from './placing.ts';

const planned = (circleId: string, now: Date) =>
	and(eq(gatherings.circleId, circleId), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now));

/** Whether the circle of a gathering is a closed cohort; if so it is held, so that nobody else gives out seats in several of its gatherings. */
export async function lockCohort(tx: Tx, gatheringId: string): Promise<string | null> {
	const [found] = await tx
		.select({ id: circles.id })
		.from(circles)
		.innerJoin(gatherings, eq(gatherings.circleId, circles.id))
		.where(and(eq(gatherings.id, gatheringId), eq(circles.cohort, true)))
		.for('no key update', { of: circles });
	return found?.id ?? null;
}

/** Whoever took a seat in one gathering of a cohort that is held gets one in each of the others that are planned, where there is room. */
export async function seatInOthers(tx: Tx, circleId: string, gatheringId: string, sitter: Sitter, now: Date): Promise<void> {
	const others = await tx
		.select({ id: gatherings.id })
		.from(gatherings)
		.where(and(planned(circleId, now), ne(gatherings.id, gatheringId)))
		.orderBy(asc(gatherings.startsAt));
	for (const { id } of others) {
		const plan = await lockGathering(tx, id);
		if (!plan || plan.cancelledAt || (await seatHeldBy(tx, id, sitter))) continue;
		if ((await missingFor(tx, plan, sitter.accountId, now)) > 0) continue;
		if (await takeFromLine(tx, await advanceLine(tx, plan, now), id, sitter.accountId)) await placeIn(tx, plan, sitter, null, now);
	}
}

/** How many evenings that its format asks for somebody has not been to. */
const missingFor = async (
	tx: Tx,
	{ circleId, format }: Pick<typeof gatherings.$inferSelect, 'circleId' | 'format'>,
	accountId: string | null,
	now: Date
): Promise<number> => (await notAttended(circleId, accountId, wantedBefore({ prerequisite: null }, format), now, tx)).length;

/** Seats a cohort in a gathering that was just planned: everybody who sits in one of those to come, in the order of their seats. */
export async function seatCohort(tx: Tx, gatheringId: string, now = new Date()): Promise<void> {
	const circleId = await lockCohort(tx, gatheringId);
	if (!circleId) return;
	const plan = (await lockGathering(tx, gatheringId))!;
	const rows = await tx
		.select({ accountId: seats.accountId, guestHash: seats.guestHash, name: seats.name })
		.from(seats)
		.innerJoin(gatherings, eq(gatherings.id, seats.gatheringId))
		.where(and(planned(circleId, now), ne(gatherings.id, gatheringId), eq(seats.role, 'participant')))
		.orderBy(asc(gatherings.startsAt), asc(seats.seat));
	for (const sitter of rows) {
		if (await seatHeldBy(tx, gatheringId, sitter)) continue;
		if ((await missingFor(tx, plan, sitter.accountId, now)) > 0) continue;
		if (!(await takeFromLine(tx, await advanceLine(tx, plan, now), gatheringId, sitter.accountId))) return;
		await placeIn(tx, plan, sitter, null, now);
	}
}
