// Whoever comes on call while an alert about a call is out is reached as well: by "I am on call now", by their hours, by a test
// that counts again. Who was asked already is not asked twice.

import { and, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { clientOf, db, type Tx } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { pages } from '../db/schema-oncall.ts';
import { deliveries } from '../db/schema-outbox.ts';
import { onCallIn, type Ready } from './duty.ts';
import { writeTaken, type TakenAlert } from './letters.ts';
import { onCallLimits } from './limits.ts';

/**
 * Writes the deliveries to those who came on call since it was decided who is reached, and takes them.
 * @returns with them, the pages that reach more people now: their gatherings are told
 */
export async function reachNewcomers(now = new Date()): Promise<{ looked: string[]; taken: TakenAlert[] }> {
	const taken: TakenAlert[] = [];
	const out = await alertsOut(now);
	if (out.length === 0) return { looked: [], taken };
	const [onCall, asked] = await Promise.all([onCallIn(now), askedBy(out.map(({ id }) => id))]);
	await eachAlone('alert', out, async ({ id, circle, asks }) => {
		const others = onCall(circle).filter(({ accountId }) => accountId !== asks);
		if (others.some(({ accountId }) => !asked.has(`${id} ${accountId}`))) taken.push(...(await takenTo(id, others)));
	});
	return { looked: [...new Set(taken.flatMap(({ page }) => page ?? []))], taken };
}

/** Alerts about a call that are open and went to somebody. A rehearsal calls nobody. */
const alertsOut = (now: Date) =>
	db()
		.select({ id: pages.id, circle: circles.id, asks: seats.accountId })
		.from(pages)
		.innerJoin(gatherings, eq(gatherings.id, pages.gatheringId))
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.leftJoin(seats, and(eq(seats.gatheringId, pages.gatheringId), eq(seats.seat, pages.seat)))
		.where(
			and(
				eq(pages.kind, 'signal'),
				eq(circles.rehearsal, false),
				isNotNull(pages.spreadAt),
				isNull(pages.endedAt),
				gt(pages.raisedAt, new Date(now.getTime() - onCallLimits.staleMs))
			)
		)
		.orderBy(pages.raisedAt);

/** Each page with each account that it was sent to. */
async function askedBy(ids: string[], tx: Tx = db()): Promise<Set<string>> {
	const sent = await tx
		.selectDistinct({ page: deliveries.pageId, account: deliveries.accountId })
		.from(deliveries)
		.where(inArray(deliveries.pageId, ids));
	return new Set(sent.map(({ page, account }) => `${page} ${account}`));
}

/** Looked at again under the page's lock: another node may have written to them meanwhile, or somebody answered. */
const takenTo = (id: string, onCall: Ready[]): Promise<TakenAlert[]> =>
	db().transaction(async (tx) => {
		const [page] = await tx
			.select({ id: pages.id })
			.from(pages)
			.where(and(eq(pages.id, id), isNull(pages.endedAt)))
			.for('update');
		if (!page) return [];
		const asked = await askedBy([id], tx);
		const whom = onCall.filter(({ accountId }) => !asked.has(`${id} ${accountId}`));
		const q = clientOf(tx);
		return writeTaken(q, q`select id, kind from pages where id = ${id}`, [{ page: id, whom }]);
	});
