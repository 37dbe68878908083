// A gathering's people as everybody reads them there: nobody looks like somebody who holds the circle.

import { asc, eq } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { seats } from '../db/schema-seats.ts';
import type { Seat } from '../../gathering/types.ts';
import { toldApart } from '../../names/alike.ts';

export interface SeatedPerson {
	seat: Seat;
	/** As it is read in the circle. */
	name: string;
	/** Null for a guest. Reaches no page. */
	account: string | null;
}

/** Everybody who has a seat, in the order of the seats. */
export async function peopleIn(gatheringId: string, tx: Tx = db()): Promise<SeatedPerson[]> {
	const rows = await tx
		.select({ seat: seats.seat, name: seats.name, role: seats.role, account: seats.accountId })
		.from(seats)
		.where(eq(seats.gatheringId, gatheringId))
		.orderBy(asc(seats.seat));
	const names = toldApart(new Map(rows.map(({ seat, name, role }) => [seat, { name, holds: role !== 'participant' }])));
	return rows.map(({ seat, name, account }) => ({ seat, name: names.get(seat) ?? name, account }));
}
