// Where an account has a seat in what is ahead or on.

import { and, eq, gt, isNull } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import type { Seat } from '../../gathering/types.ts';

/** Gatherings that began this long ago are over, whatever else is known of them. */
const liveForMs = 24 * 60 * 60_000;

/** Its seats in every gathering that is still to come, or that may still be on; always in the same order, for whoever locks them one by one. */
export const seatedIn = (accountId: string, now: Date, tx: Tx = db()): Promise<{ gathering: string; seat: Seat }[]> =>
	tx
		.select({ gathering: seats.gatheringId, seat: seats.seat })
		.from(seats)
		.innerJoin(gatherings, eq(gatherings.id, seats.gatheringId))
		.where(
			and(eq(seats.accountId, accountId), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, new Date(now.getTime() - liveForMs)))
		)
		.orderBy(seats.gatheringId);
