// What somebody holds, for their own page: gatherings ahead, and the circles they hold.

import { and, asc, eq, gt, isNotNull, isNull, ne, or } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { circleFacilitators, circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { reliefs } from '../db/schema-series.ts';

/** The gatherings ahead that somebody holds, and how it stands when they said that they are ill. */
export const heldAhead = (accountId: string, now = new Date()) =>
	db()
		.select({
			id: gatherings.id,
			title: circles.title,
			startsAt: gatherings.startsAt,
			zone: gatherings.zone,
			/** When the hosts are told that nobody stepped in; null: not ill. */
			dueAt: reliefs.dueAt,
			/** They were told. */
			hostToldAt: reliefs.hostToldAt
		})
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.leftJoin(seats, and(eq(seats.gatheringId, gatherings.id), eq(seats.accountId, accountId), ne(seats.role, 'participant')))
		.leftJoin(reliefs, and(eq(reliefs.gatheringId, gatherings.id), eq(reliefs.accountId, accountId), isNull(reliefs.takenAt)))
		.where(
			and(
				or(isNotNull(seats.seat), isNotNull(reliefs.id)),
				isNull(gatherings.cancelledAt),
				gt(gatherings.startsAt, now),
				eq(circles.rehearsal, false)
			)
		)
		.orderBy(asc(gatherings.startsAt))
		.limit(30);

/** The circles somebody holds, and whether they said yes to all of each. */
export const circlesHeld = (accountId: string) =>
	db()
		.select({ id: circles.id, title: circles.title, role: circleFacilitators.role, standing: circleFacilitators.standing })
		.from(circleFacilitators)
		.innerJoin(circles, eq(circles.id, circleFacilitators.circleId))
		.where(eq(circleFacilitators.accountId, accountId))
		.orderBy(asc(circles.title));
