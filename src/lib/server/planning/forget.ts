// Forgets who was asked to hold what.

import { inArray, lt, type SQLWrapper } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { asks, reliefs, roleAsks } from '../db/schema-series.ts';
import { keptMs } from '../ground/kept-ms.ts';

/** Forgets what is due now. @param past the gatherings whose map of seats goes: a question for their ids */
export async function forgetAsked(past: SQLWrapper, now: Date): Promise<void> {
	await db().delete(reliefs).where(inArray(reliefs.gatheringId, past));
	await db().delete(asks).where(inArray(asks.gatheringId, past));
	await db()
		.delete(roleAsks)
		.where(lt(roleAsks.askedAt, new Date(now.getTime() - keptMs.roleAsks)));
}
