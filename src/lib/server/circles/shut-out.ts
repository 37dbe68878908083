// Whether a circle is not open to somebody. Asked wherever one comes in; the answer is the same sentence, or nothing at all.

import { and, eq, inArray, notInArray, or } from 'drizzle-orm';
import { guestSecrets } from '../ground/cookies.ts';
import { db, type Tx } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { bans } from '../db/schema-rights.ts';
import type { Visitor } from '../access/index.ts';
import { hashOf } from '../ground/secrets.ts';

/** Everything by which somebody who comes may be known. */
export interface Known {
	accountId: string | null;
	guestHashes: string[];
}

export const knownBy = (visitor: Visitor): Known => ({
	accountId: visitor.locals.account?.id ?? null,
	guestHashes: guestSecrets(visitor).map(hashOf)
});

/**
 * Whether this circle is not open to them, under whatever name. Somebody who comes with an account and the cookie of a guest
 * who was shut out stays so under both.
 */
export async function shutOut(circleId: string, { accountId, guestHashes }: Known, tx: Tx = db()): Promise<boolean> {
	const whose = or(
		accountId ? eq(bans.accountId, accountId) : undefined,
		guestHashes.length > 0 ? inArray(bans.guestHash, guestHashes) : undefined
	);
	if (!whose) return false;
	const rows = await tx
		.select()
		.from(bans)
		.where(and(eq(bans.circleId, circleId), whose));
	const first = rows[0];
	if (!first) return false;
	if (accountId && !rows.some((row) => row.accountId === accountId))
		await tx.insert(bans).values({ circleId, accountId, name: first.name, since: first.since }).onConflictDoNothing();
	return true;
}

/** For lists of circles: those that are open to this account. */
export const openTo = (accountId: string) =>
	notInArray(circles.id, db().select({ id: bans.circleId }).from(bans).where(eq(bans.accountId, accountId)));
