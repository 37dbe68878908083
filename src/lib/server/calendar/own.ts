// One's own calendar: every gathering to come in which somebody has a seat, is offered one, waits for one, or is asked to hold.

import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats, waiting } from '../db/schema-seats.ts';
import { asks } from '../db/schema-series.ts';

export interface OwnDate {
	id: string;
	title: string;
	startsAt: Date;
	zone: string;
	minutes: number;
	state: 'seat' | 'asked' | 'offered' | 'waiting';
	/** When it is offered: until when it is kept. */
	until: Date | null;
}

/** What stands in an account's calendar, earliest first. What is on now is still in it; what was cancelled or is over is not. */
export async function ownDates(accountId: string, now = new Date()): Promise<OwnDate[]> {
	const rows = await db()
		.select({
			id: gatherings.id,
			title: circles.title,
			startsAt: gatherings.startsAt,
			zone: gatherings.zone,
			minutes: gatherings.minutes,
			seat: seats.seat,
			asked: asks.id,
			waits: waiting.id,
			until: waiting.offerUntil
		})
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.leftJoin(seats, and(eq(seats.gatheringId, gatherings.id), eq(seats.accountId, accountId)))
		.leftJoin(asks, and(eq(asks.gatheringId, gatherings.id), eq(asks.accountId, accountId), isNull(asks.answer)))
		.leftJoin(waiting, and(eq(waiting.gatheringId, gatherings.id), eq(waiting.accountId, accountId), eq(waiting.passed, false)))
		.where(
			and(
				isNull(gatherings.cancelledAt),
				eq(circles.rehearsal, false),
				gt(sql`${gatherings.startsAt} + ${gatherings.minutes} * interval '1 minute'`, now.toISOString()),
				or(sql`${seats.seat} is not null`, sql`${asks.id} is not null`, and(sql`${waiting.id} is not null`, gt(gatherings.startsAt, now)))
			)
		)
		.orderBy(asc(gatherings.startsAt));
	return rows.flatMap(({ seat, asked, waits, until, ...date }): OwnDate[] => {
		if (seat !== null) return [{ ...date, state: 'seat', until: null }];
		if (asked) return [{ ...date, state: 'asked', until: null }];
		if (!waits || (until && until <= now)) return [];
		return [{ ...date, state: until ? 'offered' : 'waiting', until }];
	});
}
