// What somebody who is asked to hold something says, and the page on which they say it.

import { and, asc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { asRefusal } from '../db/abort.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circleFacilitators, circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { asks, series } from '../db/schema-series.ts';
import type { HoldingRole } from '../circles/circles.ts';
import { lockGathering } from '../seats/waiting.ts';
import { aheadInSeries, type Why } from './asking.ts';
import { openRelief, stepIn } from './relief.ts';
import { heldTurn } from './rotation.ts';
import { take, type Taker, type TakeRefusal } from './taking.ts';

export type AnswerRefusal = TakeRefusal | 'not-asked' | 'somebody-was-first';
/** Yes and no are about what was asked; always is a yes to every gathering of that circle, from now on. */
export type Said = 'yes' | 'no' | 'always';

/** Answers one ask of somebody's own. A yes gives the seats; a second answer replaces the first, but a yes is taken back only by being ill. */
export async function answer(
	accountId: string,
	askId: string,
	said: Said,
	now = new Date()
): Promise<{ ok: true } | { refused: AnswerRefusal }> {
	return db()
		.transaction(async (tx): Promise<{ ok: true } | { refused: AnswerRefusal }> => {
			const mine = and(eq(asks.id, askId), eq(asks.accountId, accountId));
			const [seen] = await tx.select({ gathering: asks.gatheringId }).from(asks).where(mine);
			// The gathering before the ask, as everybody locks them who asks.
			if (seen?.gathering) await lockGathering(tx, seen.gathering);
			const [asked] = await tx.select().from(asks).where(mine).for('update');
			if (!asked || asked.answer === 'yes') return { refused: 'not-asked' };
			await tx
				.update(asks)
				.set({ answer: said === 'no' ? 'no' : 'yes', answeredAt: now })
				.where(mine);
			if (said === 'no') return { ok: true };
			const [who] = await tx.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, accountId));
			const taker = { accountId, name: who!.name, role: asked.role };
			if (asked.seriesId) for (const id of await aheadInSeries(tx, asked.seriesId, now)) await take(tx, id, taker, now);
			else if (asked.why === 'relief') await stepIn(tx, asked.gatheringId!, taker, now);
			else await take(tx, asked.gatheringId!, taker, now);
			if (asked.why === 'turn') await heldTurn(tx, asked.circleId, asked.gatheringId!, accountId);
			if (said === 'always') await always(tx, asked.circleId, taker, now);
			return { ok: true };
		})
		.catch(asRefusal<AnswerRefusal>);
}

/** A yes to all that is planned and asked, and to all that will be. Only for those who hold the circle. */
async function always(tx: Tx, circleId: string, taker: Taker, now: Date): Promise<void> {
	const holds = and(eq(circleFacilitators.circleId, circleId), eq(circleFacilitators.accountId, taker.accountId));
	await tx.update(circleFacilitators).set({ standing: true }).where(holds);
	const rest = and(eq(asks.circleId, circleId), eq(asks.accountId, taker.accountId), eq(asks.why, 'planned'), isNull(asks.answer));
	const answered = await tx.update(asks).set({ answer: 'yes', answeredAt: now }).where(rest).returning();
	const ids: string[] = [];
	for (const { gatheringId, seriesId } of answered) ids.push(...(seriesId ? await aheadInSeries(tx, seriesId, now) : [gatheringId!]));
	const ahead = await tx
		.select({ id: gatherings.id })
		.from(gatherings)
		.where(and(inArray(gatherings.id, ids), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now)))
		.orderBy(asc(gatherings.startsAt));
	for (const { id } of ahead) await take(tx, id, taker, now);
}

/** Somebody wants to be asked for each gathering of a circle again. Seats they have stay theirs. */
export async function askMeEachTime(accountId: string, circleId: string): Promise<void> {
	await db()
		.update(circleFacilitators)
		.set({ standing: false })
		.where(and(eq(circleFacilitators.circleId, circleId), eq(circleFacilitators.accountId, accountId)));
}

/** One thing somebody is asked for. */
export interface AskedOf {
	id: string;
	circleId: string;
	title: string;
	role: HoldingRole;
	why: Why;
	answer: 'yes' | 'no' | null;
	/** Of a single gathering. */
	gathering: { id: string; startsAt: Date; zone: string; minutes: number } | null;
	series: { rule: string; localStart: string; zone: string; minutes: number } | null;
	/** They may say yes to every gathering of this circle. */
	mayAlways: boolean;
}

/** Everything somebody is asked for that is still ahead and that they have not said yes to. */
export async function askedOf(accountId: string, now = new Date()): Promise<AskedOf[]> {
	const rows = await db()
		.select({ ask: asks, title: circles.title, gathering: gatherings, series, holds: circleFacilitators.role })
		.from(asks)
		.innerJoin(circles, eq(circles.id, asks.circleId))
		.leftJoin(gatherings, eq(gatherings.id, asks.gatheringId))
		.leftJoin(series, eq(series.id, asks.seriesId))
		.leftJoin(circleFacilitators, and(eq(circleFacilitators.circleId, asks.circleId), eq(circleFacilitators.accountId, accountId)))
		.where(
			and(
				eq(asks.accountId, accountId),
				or(isNull(asks.answer), eq(asks.answer, 'no')),
				or(isNull(series.id), isNull(series.endsBefore)),
				or(isNull(gatherings.id), and(gt(gatherings.startsAt, now), isNull(gatherings.cancelledAt)))
			)
		)
		.orderBy(asc(gatherings.startsAt));
	const found = rows.map(({ ask, title, gathering, series, holds }) => ({
		id: ask.id,
		circleId: ask.circleId,
		title,
		role: ask.role,
		why: ask.why,
		answer: ask.answer,
		gathering,
		series,
		mayAlways: holds !== null && ask.why === 'planned'
	}));
	const open = await Promise.all(found.map((one) => one.why !== 'relief' || openRelief(one.gathering!.id)));
	return found.filter((_, index) => open[index]);
}

/** How many answers are waited for, for the page of circles. */
export const openAsks = async (accountId: string, now = new Date()): Promise<number> =>
	(await askedOf(accountId, now)).filter(({ answer }) => answer === null).length;
