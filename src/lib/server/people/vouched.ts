// A host says of an address that whoever it belongs to knows how an orientation works, as if they had been there. Whether it belongs
// to an account is never looked up when it is said: it counts when somebody with that address comes.

import { and, asc, eq, exists, gt } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema.ts';
import { vouched } from '../db/schema-seats.ts';
import { note } from './audit.ts';
import { keptMs } from './kept-ms.ts';

/** How many addresses of one circle are kept. */
export const mostVouched = 50;

const fresh = (now: Date) => gt(vouched.at, new Date(now.getTime() - keptMs.vouched));

/** Keeps it; a second time changes nothing. */
export async function vouchFor(circleId: string, email: string, formatId: string, hostId: string, now = new Date()): Promise<{ ok: true } | { refused: 'vouched-enough' }> {
	if ((await db().$count(vouched, eq(vouched.circleId, circleId))) >= mostVouched) return { refused: 'vouched-enough' };
	await db().insert(vouched).values({ circleId, email, formatId, at: now }).onConflictDoNothing();
	await note('orientation-granted', { actor: hostId, subject: hostId });
	return { ok: true };
}

/** The addresses a circle's hosts said it of, as they typed them. */
export const vouchedOf = (circleId: string, now = new Date()): Promise<{ id: string; email: string }[]> =>
	db().select({ id: vouched.id, email: vouched.email }).from(vouched).where(and(eq(vouched.circleId, circleId), fresh(now))).orderBy(asc(vouched.at));

/** A host takes it back. Who came by it already stays. */
export async function vouchNoMore(circleId: string, id: string): Promise<void> {
	await db().delete(vouched).where(and(eq(vouched.circleId, circleId), eq(vouched.id, id)));
}

/** Whether a host said it of this account's address. */
export async function isVouchedFor(accountId: string, formatId: string, now = new Date()): Promise<boolean> {
	const [found] = await db()
		.select({ id: accounts.id })
		.from(accounts)
		.where(
			and(
				eq(accounts.id, accountId),
				exists(db().select({ id: vouched.id }).from(vouched).where(and(eq(vouched.email, accounts.email), eq(vouched.formatId, formatId), fresh(now))))
			)
		);
	return found !== undefined;
}
