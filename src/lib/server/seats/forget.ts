// Forgets the map from a person to a seat, and who asked for theirs back.

import { inArray, type SQLWrapper } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { returners, seats } from '../db/schema-seats.ts';

/** @param past the gatherings whose map of seats goes: a question for their ids */
export async function forgetSeats(past: SQLWrapper): Promise<void> {
	await db().delete(seats).where(inArray(seats.gatheringId, past));
	await db().delete(returners).where(inArray(returners.gatheringId, past));
}
