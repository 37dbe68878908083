// Asking people to hold a gathering or a series. Who said yes to every gathering of the circle, or hosts it and holds it
// themself, is not asked: they have said so. Nobody gets a seat to hold by being asked.

import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { asks, occurrences } from '../db/schema-series.ts';
import { tell } from '../mails/tell.ts';
import type { CircleFacilitator, HoldingRole } from '../circles/circles.ts';

/** What somebody is asked to hold. */
export type Asked = { gatheringId: string } | { seriesId: string };
export type Why = 'planned' | 'relief' | 'turn';

/** Who holds a gathering without being asked: they said yes to all, or to its series. */
export async function willing(tx: Tx, held: CircleFacilitator[], seriesId: string | null): Promise<CircleFacilitator[]> {
	const said = seriesId
		? await tx
				.select()
				.from(asks)
				.where(and(eq(asks.seriesId, seriesId), eq(asks.answer, 'yes')))
		: [];
	return held.filter(({ accountId, standing }) => standing || said.some((ask) => ask.accountId === accountId));
}

/** Asks somebody, and tells them by mail. Whoever said no, or nothing yet, is asked anew; a yes stays. */
export async function ask(
	tx: Tx,
	circleId: string,
	what: Asked,
	whom: { accountId: string; role: HoldingRole },
	why: Why,
	now: Date
): Promise<void> {
	const fresh = { role: whom.role, why, askedAt: now, answer: null, answeredAt: null };
	const target = 'seriesId' in what ? [asks.seriesId, asks.accountId] : [asks.gatheringId, asks.accountId];
	await tx
		.insert(asks)
		.values({ circleId, ...what, accountId: whom.accountId, ...fresh })
		.onConflictDoUpdate({ target, set: fresh });
	await tell(tx, {
		kind: why === 'relief' ? 'illSubstitute' : 'asked',
		account: whom.accountId,
		circle: circleId,
		gathering: 'gatheringId' in what ? what.gatheringId : undefined,
		occasion: now.toISOString()
	});
}

/** Asks those who hold a circle and have not said yes to all of it. */
export async function askFacilitators(tx: Tx, circleId: string, what: Asked, held: CircleFacilitator[], now: Date): Promise<void> {
	for (const holder of held.filter(({ standing }) => !standing)) await ask(tx, circleId, what, holder, 'planned', now);
}

export interface AskAnswer {
	accountId: string;
	name: string;
	role: HoldingRole;
	why: Why;
	answer: 'yes' | 'no' | null;
}

/** What was answered about a gathering, for its hosts: by those asked for it, and by those asked for its series. */
export async function answersTo(gatheringId: string): Promise<AskAnswer[]> {
	const [link] = await db().select().from(occurrences).where(eq(occurrences.gatheringId, gatheringId));
	const row = { accountId: asks.accountId, name: accounts.name, role: asks.role, why: asks.why, answer: asks.answer };
	const asked = () => db().select(row).from(asks).innerJoin(accounts, eq(accounts.id, asks.accountId));
	const own = await asked().where(eq(asks.gatheringId, gatheringId)).orderBy(asc(asks.askedAt));
	const ofSeries = link ? await asked().where(eq(asks.seriesId, link.seriesId)).orderBy(asc(asks.askedAt)) : [];
	return [...own, ...ofSeries.filter(({ accountId }) => !own.some((one) => one.accountId === accountId))];
}

/** The gatherings of a series that are still to begin, earliest first. */
export async function aheadInSeries(tx: Tx, seriesId: string, now: Date): Promise<string[]> {
	const rows = await tx
		.select({ id: gatherings.id })
		.from(occurrences)
		.innerJoin(gatherings, eq(gatherings.id, occurrences.gatheringId))
		.where(and(eq(occurrences.seriesId, seriesId), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now)))
		.orderBy(asc(gatherings.startsAt));
	return rows.map(({ id }) => id);
}
