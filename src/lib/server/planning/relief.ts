// Somebody who was to hold a gathering is ill: its circle's substitutes are asked, and the first who says yes takes the role.
// Why somebody cannot is never asked or kept.

import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db, type Tx } from '../db/index.ts';
import { asRefusal, Abort } from '../db/abort.ts';
import { accounts } from '../db/schema-accounts.ts';
import { type gatherings } from '../db/schema-gatherings.ts';
import { reliefs } from '../db/schema-series.ts';
import { tell } from '../mails/tell.ts';
import { tellHosts } from '../seats/seated.ts';
import { seriesLimits } from './limits.ts';
import { lockGathering } from '../seats/waiting.ts';
import { ask } from './asking.ts';
import { readySubstitutes } from './substitutes.ts';
import { holdingSeat, letGo, take, type Taker, type TakeRefusal } from './taking.ts';

export type IllRefusal = TakeRefusal | 'not-holding';

/**
 * One press by whoever holds a gathering. Pressed again it changes nothing. Without a substitute the hosts are told at once.
 * The seat stays theirs until somebody steps in, or until the hosts are told that nobody did.
 * @returns how many were asked, and when the hosts are told that nobody stepped in
 */
export async function sayIll(
	gatheringId: string,
	accountId: string,
	now = new Date()
): Promise<{ ok: true; asked: number; dueAt: Date } | { refused: IllRefusal }> {
	return db()
		.transaction(async (tx) => {
			const plan = await lockGathering(tx, gatheringId);
			if (!plan || plan.cancelledAt || plan.startsAt <= now) throw new Abort('over');
			const role = await holdingSeat(tx, gatheringId, accountId);
			if (!role) throw new Abort('not-holding');
			const substitutes = await readySubstitutes(tx, plan, accountId);
			const before = plan.startsAt.getTime() - seriesLimits.reliefBeforeMs;
			const dueAt = new Date(
				substitutes.length === 0 ? now : Math.max(now.getTime(), Math.min(now.getTime() + seriesLimits.reliefMs, before))
			);
			const fresh = await tx
				.insert(reliefs)
				.values({ gatheringId, accountId, role, askedAt: now, dueAt })
				.onConflictDoNothing()
				.returning();
			if (fresh.length > 0)
				for (const one of substitutes) await ask(tx, plan.circleId, { gatheringId }, { accountId: one, role }, 'relief', now);
			if (fresh.length > 0 && substitutes.length === 0) await nobodyCame(tx, plan, fresh[0]!, now);
			return { ok: true as const, asked: substitutes.length, dueAt };
		})
		.catch(asRefusal<IllRefusal>);
}

/** They can hold it after all, if nobody stepped in meanwhile. */
export async function wellAgain(
	gatheringId: string,
	taker: Omit<Taker, 'role'>,
	now = new Date()
): Promise<{ ok: true } | { refused: IllRefusal }> {
	return db()
		.transaction(async (tx) => {
			await lockGathering(tx, gatheringId);
			const [was] = await tx
				.delete(reliefs)
				.where(and(open(gatheringId), eq(reliefs.accountId, taker.accountId)))
				.returning();
			if (!was) throw new Abort('not-holding');
			await take(tx, gatheringId, { ...taker, role: was.role }, now);
			return { ok: true as const };
		})
		.catch(asRefusal<IllRefusal>);
}

/** Whether somebody is looked for to step in. */
export async function openRelief(gatheringId: string, tx: Tx = db()): Promise<boolean> {
	const [found] = await tx.select({ id: reliefs.id }).from(reliefs).where(open(gatheringId)).limit(1);
	return found !== undefined;
}

/** The names of those who said that they cannot hold a gathering, and for whom nobody has stepped in. */
export async function awayFrom(gatheringId: string): Promise<string[]> {
	const rows = await db()
		.select({ name: accounts.name })
		.from(reliefs)
		.innerJoin(accounts, eq(accounts.id, reliefs.accountId))
		.where(open(gatheringId));
	return rows.map(({ name }) => name);
}

/** A substitute takes the role and a seat, inside the transaction of their yes. Of two at once, exactly one; the other's refusal is thrown. */
export async function stepIn(tx: Tx, gatheringId: string, { accountId, name }: Omit<Taker, 'role'>, now: Date): Promise<void> {
	const plan = await lockGathering(tx, gatheringId);
	const [relief] = await tx.select().from(reliefs).where(open(gatheringId)).orderBy(asc(reliefs.askedAt)).limit(1);
	if (!plan || !relief) throw new Abort('somebody-was-first');
	await letGo(tx, gatheringId, relief.accountId, now);
	await take(tx, gatheringId, { accountId, name, role: relief.role }, now);
	await tx.update(reliefs).set({ takenBy: accountId, takenAt: now }).where(eq(reliefs.id, relief.id));
	await tell(tx, { kind: 'relieved', account: relief.accountId, gathering: gatheringId, occasion: relief.id, data: { had: true } });
	await tellHosts(tx, plan.circleId, gatheringId, 'relieved', relief.id);
}

/** Tells the hosts where nobody stepped in by the time that was said. Safe on several nodes at once. */
export async function runReliefs(now = new Date()): Promise<void> {
	const due = await db()
		.select({ gatheringId: reliefs.gatheringId })
		.from(reliefs)
		.where(and(isNull(reliefs.takenBy), isNull(reliefs.hostToldAt), lte(reliefs.dueAt, now)));
	await eachAlone('reliefs', due, ({ gatheringId }) =>
		db().transaction(async (tx) => {
			const plan = await lockGathering(tx, gatheringId);
			const still = and(open(gatheringId), isNull(reliefs.hostToldAt), lte(reliefs.dueAt, now));
			for (const relief of await tx.select().from(reliefs).where(still)) await nobodyCame(tx, plan!, relief, now);
		})
	);
}

const open = (gatheringId: string) => and(eq(reliefs.gatheringId, gatheringId), isNull(reliefs.takenAt));

/** From now on the gathering's page says honestly who is expected. The substitutes may still step in. */
async function nobodyCame(
	tx: Tx,
	{ id, circleId, cancelledAt, startsAt }: typeof gatherings.$inferSelect,
	relief: typeof reliefs.$inferSelect,
	now: Date
): Promise<void> {
	await tx.update(reliefs).set({ hostToldAt: now }).where(eq(reliefs.id, relief.id));
	if (cancelledAt || startsAt <= now) return;
	await letGo(tx, id, relief.accountId, now);
	await tellHosts(tx, circleId, id, 'unheld', relief.id);
}
