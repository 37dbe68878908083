// Whoever comes on call while an alert about a call is out is reached as well: by "I am on call now", by their hours, by a test
// that counts again. Who was asked already is not asked twice.

import { and, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { circles, gatherings, seats } from '../db/schema.ts';
import { pageLetters, pages } from '../db/schema-oncall.ts';
import { onCallIn, type Ready } from './duty.ts';
import { lettersTo } from './letters.ts';
import { onCallLimits } from './limits.ts';

/**
 * Writes the letters to those who came on call since it was decided who is reached.
 * @returns the pages that reach more people now: their gatherings are told
 */
export async function reachNewcomers(now = new Date()): Promise<string[]> {
	const out = await alertsOut(now);
	if (out.length === 0) return [];
	const [onCall, asked] = await Promise.all([onCallIn(now), askedBy(out.map(({ id }) => id))]);
	const reached: string[] = [];
	for (const { id, circle, asks } of out) {
		const others = onCall(circle).filter(({ accountId }) => accountId !== asks);
		if (others.some(({ accountId }) => !asked.has(`${id} ${accountId}`)) && (await writeTo(id, others))) reached.push(id);
	}
	return reached;
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
	const sent = await tx.selectDistinct({ page: pageLetters.pageId, account: pageLetters.accountId }).from(pageLetters).where(inArray(pageLetters.pageId, ids));
	return new Set(sent.map(({ page, account }) => `${page} ${account}`));
}

/** Looked at again under the page's lock: another node may have written to them meanwhile, or somebody answered. */
const writeTo = (id: string, onCall: Ready[]): Promise<boolean> =>
	db().transaction(async (tx) => {
		const [page] = await tx.select().from(pages).where(and(eq(pages.id, id), isNull(pages.endedAt))).for('update');
		if (!page) return false;
		const asked = await askedBy([id], tx);
		const letters = await lettersTo(tx, page, onCall.filter(({ accountId }) => !asked.has(`${id} ${accountId}`)));
		if (letters.length > 0) await tx.insert(pageLetters).values(letters);
		return letters.length > 0;
	});
