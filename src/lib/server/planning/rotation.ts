// Rotating hosting in a peer circle: who would like to hold it is proposed in turn, and holds it when they say yes.

import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { asks, turns } from '../db/schema-series.ts';
import { credentialUntil } from '../accounts/credentials.ts';
import { seriesLimits } from './limits.ts';
import { ask } from './asking.ts';
import { nextInTurn } from './turn.ts';

/** Hosts decide whether their circle rotates. What was proposed already stays. */
export async function setRotates(circleId: string, rotates: boolean): Promise<void> {
	await db().update(circles).set({ rotates }).where(eq(circles.id, circleId));
}

/** A member would like to hold it, or no longer. That they belong to the circle was checked. */
export async function wouldLike(circleId: string, accountId: string, like: boolean, now = new Date()): Promise<void> {
	if (like) await db().insert(turns).values({ circleId, accountId, since: now }).onConflictDoNothing();
	else
		await db()
			.delete(turns)
			.where(and(eq(turns.circleId, circleId), eq(turns.accountId, accountId)));
}

/** Who would like to hold a circle, in the order of their turns, and when they last did. */
export const turnsOf = (circleId: string) =>
	db()
		.select({ accountId: accounts.id, name: accounts.name, lastHeldAt: turns.lastHeldAt })
		.from(turns)
		.innerJoin(accounts, eq(accounts.id, turns.accountId))
		.where(eq(turns.circleId, circleId))
		.orderBy(sql`${turns.lastHeldAt} asc nulls first`, asc(turns.since));

/** Somebody said yes to their turn. */
export async function heldTurn(tx: Tx, circleId: string, gatheringId: string, accountId: string): Promise<void> {
	const startsAt = tx.select({ at: gatherings.startsAt }).from(gatherings).where(eq(gatherings.id, gatheringId));
	await tx
		.update(turns)
		.set({ lastHeldAt: sql`(${startsAt})` })
		.where(and(eq(turns.circleId, circleId), eq(turns.accountId, accountId)));
}

/** Proposes the next gatherings of every circle that rotates. Safe on several nodes at once. */
export async function runTurns(now = new Date()): Promise<void> {
	const rotating = await db().select({ id: circles.id }).from(circles).where(eq(circles.rotates, true));
	await eachAlone('turns', rotating, ({ id }) => db().transaction((tx) => propose(tx, id, now)));
}

async function propose(tx: Tx, circleId: string, now: Date): Promise<void> {
	const [circle] = await tx
		.select({ id: circles.id })
		.from(circles)
		.where(eq(circles.id, circleId))
		.for('no key update', { skipLocked: true });
	if (!circle) return;
	const ahead = await tx
		.select()
		.from(gatherings)
		.where(and(eq(gatherings.circleId, circleId), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now)))
		.orderBy(asc(gatherings.startsAt))
		.limit(seriesLimits.turnsAhead);
	if (ahead.length === 0) return;
	const ids = ahead.map(({ id }) => id);
	const asked = await tx
		.select()
		.from(asks)
		.where(and(inArray(asks.gatheringId, ids), eq(asks.why, 'turn')));
	const held = await tx
		.select({ id: seats.gatheringId })
		.from(seats)
		.where(and(inArray(seats.gatheringId, ids), ne(seats.role, 'participant')));
	const rows = await tx.select().from(turns).where(eq(turns.circleId, circleId));
	const candidates = rows.map(({ accountId, since, lastHeldAt }) => ({
		accountId,
		since: since.getTime(),
		lastHeldAt: lastHeldAt && lastHeldAt.getTime()
	}));
	const busy = new Set(asked.filter(({ answer }) => answer !== 'no').map(({ accountId }) => accountId));
	for (const { id, startsAt } of ahead) {
		const mine = asked.filter(({ gatheringId }) => gatheringId === id);
		if (held.some((row) => row.id === id) || mine.some(({ answer }) => answer !== 'no')) continue;
		const refused = new Set(mine.map(({ accountId }) => accountId));
		// With few who would like to, somebody is proposed for two in a row rather than nobody.
		const next = nextInTurn(candidates, new Set([...busy, ...refused])) ?? nextInTurn(candidates, refused);
		if (!next) continue;
		busy.add(next.accountId);
		const role = (await credentialUntil(next.accountId, startsAt, tx)) === null ? 'guardian' : 'facilitator';
		await ask(tx, circleId, { gatheringId: id }, { accountId: next.accountId, role }, 'turn', now);
	}
}
