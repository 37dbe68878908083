// Forgets guests who never came back, and what hosts said of an address long ago.

import { and, isNotNull, lt, notInArray } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { members } from '../db/schema-circles.ts';
import { seats, vouched } from '../db/schema-seats.ts';
import { keptMs } from '../ground/kept-ms.ts';

/** Forgets what is due now. A guest who has a seat stays with it: seats are forgotten before. */
export async function forgetMembers(now: Date): Promise<void> {
	const ago = (ms: number) => new Date(now.getTime() - ms);
	await db()
		.delete(vouched)
		.where(lt(vouched.at, ago(keptMs.vouched)));
	const seated = db().select({ hash: seats.guestHash }).from(seats).where(isNotNull(seats.guestHash));
	await db()
		.delete(members)
		.where(and(isNotNull(members.guestHash), lt(members.joinedAt, ago(keptMs.guests)), notInArray(members.guestHash, seated)));
}
