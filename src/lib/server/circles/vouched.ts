// A host says of an address that whoever it belongs to knows how an orientation works, as if they had been there. Whether it belongs
// to an account is never looked up when it is said: it counts when somebody with that address comes.

import { and, asc, eq, gt } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { vouched } from '../db/schema-seats.ts';
import { note } from '../audit/index.ts';
import { keptMs } from '../ground/kept-ms.ts';

/** How many addresses of one circle are kept. */
export const mostVouched = 50;

const fresh = (now: Date) => gt(vouched.at, new Date(now.getTime() - keptMs.vouched));

/** Keeps it; a second time changes nothing. */
export async function vouchFor(
	circleId: string,
	email: string,
	formatId: string,
	hostId: string,
	now = new Date()
): Promise<{ ok: true } | { refused: 'vouched-enough' }> {
	if ((await db().$count(vouched, eq(vouched.circleId, circleId))) >= mostVouched) return { refused: 'vouched-enough' };
	await db().insert(vouched).values({ circleId, email, formatId, at: now }).onConflictDoNothing();
	await note('orientation-granted', { actor: hostId, subject: hostId });
	return { ok: true };
}

/** The addresses a circle's hosts said it of, as they typed them. */
export const vouchedOf = (circleId: string, now = new Date()): Promise<{ id: string; email: string; formatId: string }[]> =>
	db()
		.select({ id: vouched.id, email: vouched.email, formatId: vouched.formatId })
		.from(vouched)
		.where(and(eq(vouched.circleId, circleId), fresh(now)))
		.orderBy(asc(vouched.at));

/** A host takes it back. Who came by it already stays. */
export async function vouchNoMore(circleId: string, id: string): Promise<void> {
	await db()
		.delete(vouched)
		.where(and(eq(vouched.circleId, circleId), eq(vouched.id, id)));
}

/** The formats that a host of this circle said it of, for this account's address. It counts in no other circle: anybody may host one. */
export async function vouchedFor(circleId: string, accountId: string, now = new Date(), tx: Tx = db()): Promise<string[]> {
	const found = await tx
		.select({ formatId: vouched.formatId })
		.from(vouched)
		.innerJoin(accounts, eq(accounts.email, vouched.email))
		.where(and(eq(vouched.circleId, circleId), eq(accounts.id, accountId), fresh(now)));
	return found.map(({ formatId }) => formatId);
}
