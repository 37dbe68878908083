// Whether a circle has begun.

import { and, eq, isNull, lte } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';

/** Whether a cohort has begun: nobody new comes in any more. */
export async function hasBegun(circleId: string, now = new Date(), tx: Tx = db()): Promise<boolean> {
	const [found] = await tx
		.select({ id: gatherings.id })
		.from(gatherings)
		.where(and(eq(gatherings.circleId, circleId), isNull(gatherings.cancelledAt), lte(gatherings.startsAt, now)))
		.limit(1);
	return found !== undefined;
}
