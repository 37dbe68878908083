// Who wants to hear of a circle: told of its new gatherings, and reached by what its host writes. Nobody else sees who they are.

import { and, eq } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { tellAll } from '../mails/tell.ts';
import { subscriptions } from '../db/schema-seats.ts';
import { accounts } from '../db/schema-accounts.ts';

/** An account hears of a circle from now on. */
export async function subscribe(circleId: string, accountId: string, tx: Tx = db()): Promise<void> {
	await tx.insert(subscriptions).values({ circleId, accountId }).onConflictDoNothing();
}

/** An account hears of it no more. */
export async function unsubscribe(circleId: string, accountId: string): Promise<void> {
	await db()
		.delete(subscriptions)
		.where(and(eq(subscriptions.circleId, circleId), eq(subscriptions.accountId, accountId)));
}

export async function isSubscribed(circleId: string, accountId: string): Promise<boolean> {
	const which = and(eq(subscriptions.circleId, circleId), eq(subscriptions.accountId, accountId));
	return (await db().$count(subscriptions, which)) > 0;
}

/** The accounts that hear of a circle: for telling them, never for showing. Locked ones are left out. */
export async function subscribers(tx: Tx, circleId: string): Promise<string[]> {
	const rows = await tx
		.select({ id: subscriptions.accountId })
		.from(subscriptions)
		.innerJoin(accounts, eq(accounts.id, subscriptions.accountId))
		.where(and(eq(subscriptions.circleId, circleId), eq(accounts.locked, false)));
	return rows.map(({ id }) => id);
}

/** Tells everybody who hears of a circle of a new gathering; of a series, its first. */
export async function tellPlanned(tx: Tx, circleId: string, gatheringId: string): Promise<void> {
	await tellAll(tx, await subscribers(tx, circleId), { kind: 'planned', gathering: gatheringId });
}
