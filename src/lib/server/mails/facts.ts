// What is true of one mail at the moment it is to be sent: who reads it, when it is, and whether they still have to do with it.

import { and, eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { mails } from '../db/schema-mails.ts';
import { seats, waiting } from '../db/schema-seats.ts';

const reader = { id: accounts.id, email: accounts.email, zone: accounts.timeZone, locked: accounts.locked };
const plan = {
	id: gatherings.id,
	circleId: gatherings.circleId,
	startsAt: gatherings.startsAt,
	zone: gatherings.zone,
	minutes: gatherings.minutes,
	revision: gatherings.revision,
	cancelledAt: gatherings.cancelledAt
};

/** All of it in one statement, and so of one moment; null when the mail is gone, with its account, circle or gathering. */
export async function factsOf(id: string) {
	const [found] = await db()
		.select({
			mail: mails,
			/** Null for an address without an account. */
			reader,
			gathering: plan,
			/** Whether the reader has a seat in it. */
			seat: seats.seat,
			/** The reader's place in its waiting line; `offerUntil`: a seat is kept for them until then. */
			waits: { id: waiting.id, offerUntil: waiting.offerUntil, passed: waiting.passed }
		})
		.from(mails)
		.leftJoin(accounts, eq(accounts.id, mails.accountId))
		.leftJoin(gatherings, eq(gatherings.id, mails.gatheringId))
		.leftJoin(seats, and(eq(seats.gatheringId, gatherings.id), eq(seats.accountId, accounts.id)))
		.leftJoin(waiting, and(eq(waiting.gatheringId, gatherings.id), eq(waiting.accountId, accounts.id)))
		.where(eq(mails.id, id));
	return found ?? null;
}

export type Facts = NonNullable<Awaited<ReturnType<typeof factsOf>>>;
/** A gathering as mails speak of it. */
export type Plan = NonNullable<Facts['gathering']>;
