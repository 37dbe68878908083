// Asks how somebody is, as they wished: when a check-in is due, its mail is written down together with its being sent.

import { and, eq, inArray, isNull, lte } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { checkIns } from '../db/schema-care.ts';
import { tell } from '../mails/tell.ts';

/** Check-ins of one transaction. */
const atOnce = 20;

/** Tells everybody whose check-in is due, each once, whichever node looks. */
export async function ask(now = new Date()): Promise<void> {
	for (let told = atOnce; told === atOnce;) told = await db().transaction((tx) => askSome(tx, now));
}

async function askSome(tx: Parameters<typeof tell>[0], now: Date): Promise<number> {
	const due = await tx
		.select({ id: checkIns.id, account: checkIns.accountId, circle: checkIns.circleId })
		.from(checkIns)
		.innerJoin(accounts, and(eq(accounts.id, checkIns.accountId), eq(accounts.locked, false)))
		.where(and(isNull(checkIns.sentAt), lte(checkIns.dueAt, now)))
		.orderBy(checkIns.dueAt)
		.limit(atOnce)
		.for('update', { of: checkIns, skipLocked: true });
	if (due.length === 0) return 0;
	for (const { id, account, circle } of due) await tell(tx, { kind: 'checkIn', account, circle, occasion: id, data: { checkIn: id } });
	await tx
		.update(checkIns)
		.set({ sentAt: now })
		.where(
			inArray(
				checkIns.id,
				due.map(({ id }) => id)
			)
		);
	return due.length;
}
