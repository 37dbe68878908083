// A circle's substitutes: credentialed people its hosts named for when somebody is ill. Naming gives no power in the circle.

import { and, asc, count, eq } from 'drizzle-orm';
import { accountByEmail } from '../accounts/accounts.ts';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circles } from '../db/schema-circles.ts';
import { type gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { circleSubstitutes, reliefs } from '../db/schema-series.ts';
import { note } from '../audit/index.ts';
import { credentialUntil } from '../accounts/credentials.ts';
import { seriesLimits } from './limits.ts';

export type SubstituteRefusal = 'no-account' | 'no-credential' | 'too-many-substitutes';

export interface Substitute {
	accountId: string;
	name: string;
	/** When the credential ends; null: it has ended, and they are not asked. */
	credentialUntil: number | null;
}

/** Whom the hosts of a circle named. */
export async function substitutesOf(circleId: string, now = new Date()): Promise<Substitute[]> {
	const rows = await db()
		.select({ accountId: accounts.id, name: accounts.name })
		.from(circleSubstitutes)
		.innerJoin(accounts, eq(accounts.id, circleSubstitutes.accountId))
		.where(eq(circleSubstitutes.circleId, circleId))
		.orderBy(asc(accounts.name));
	return Promise.all(rows.map(async (row) => ({ ...row, credentialUntil: await credentialUntil(row.accountId, now) })));
}

/** Names a substitute, by their own address and their own yes. */
export async function nameSubstitute(
	circleId: string,
	email: string,
	by: string,
	now = new Date()
): Promise<{ ok: true } | { refused: SubstituteRefusal }> {
	const account = await accountByEmail(email);
	if (!account || account.locked) return { refused: 'no-account' };
	if ((await credentialUntil(account.id, now)) === null) return { refused: 'no-credential' };
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: SubstituteRefusal }> => {
		await tx.select({ id: circles.id }).from(circles).where(eq(circles.id, circleId)).for('no key update');
		const [named] = await tx.select({ n: count() }).from(circleSubstitutes).where(eq(circleSubstitutes.circleId, circleId));
		if (named!.n >= seriesLimits.mostSubstitutes) return { refused: 'too-many-substitutes' };
		const fresh = await tx.insert(circleSubstitutes).values({ circleId, accountId: account.id }).onConflictDoNothing().returning();
		if (fresh.length > 0) await note('role-given', { actor: by, subject: account.id, data: { role: 'substitute' } }, tx);
		return { ok: true };
	});
}

/** Somebody is a substitute no more, by a host or by their own wish. */
export async function unnameSubstitute(circleId: string, accountId: string, by: string): Promise<void> {
	const gone = await db()
		.delete(circleSubstitutes)
		.where(and(eq(circleSubstitutes.circleId, circleId), eq(circleSubstitutes.accountId, accountId)))
		.returning();
	if (gone.length > 0) await note('role-taken', { actor: by, subject: accountId, data: { role: 'substitute' } });
}

/** The substitutes who can be asked about a gathering: credentialed until it begins, without a seat in it, and not ill themselves. */
export async function readySubstitutes(tx: Tx, { id, circleId, startsAt }: typeof gatherings.$inferSelect, ill: string): Promise<string[]> {
	const named = await tx
		.select({ id: circleSubstitutes.accountId })
		.from(circleSubstitutes)
		.where(eq(circleSubstitutes.circleId, circleId));
	const sitting = await tx.select({ id: seats.accountId }).from(seats).where(eq(seats.gatheringId, id));
	const away = await tx.select({ id: reliefs.accountId }).from(reliefs).where(eq(reliefs.gatheringId, id));
	const not = new Set([ill, ...sitting.map((row) => row.id), ...away.map((row) => row.id)]);
	const ready: string[] = [];
	for (const one of named) if (!not.has(one.id) && (await credentialUntil(one.id, startsAt, tx)) !== null) ready.push(one.id);
	return ready;
}
