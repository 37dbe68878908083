// The names of a gathering's people as everybody reads them there: nobody looks like somebody who holds the circle.

import { asc, eq } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { seats } from '../db/schema.ts';
import type { Seat } from '../../gathering/words.ts';
import { toldApart } from '../../names/alike.ts';

/** Each seat that somebody has, in the order of the seats, with the name that is read in the circle. */
export async function namesIn(gatheringId: string, tx: Tx = db()): Promise<Map<Seat, string>> {
	const rows = await tx.select({ seat: seats.seat, name: seats.name, role: seats.role }).from(seats).where(eq(seats.gatheringId, gatheringId)).orderBy(asc(seats.seat));
	return toldApart(new Map(rows.map(({ seat, name, role }) => [seat, { name, holds: role !== 'participant' }])));
}
