// Pages: each is one call for somebody outside a gathering. What may be known of one, by whom, and how it is answered.

import { and, eq, isNull, sql } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { sitterOf } from '../seats/seating.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { pages } from '../db/schema-oncall.ts';
import { deliveries } from '../db/schema-outbox.ts';
import { send } from '../gatherings/gatherings.ts';
import { reportOfPage } from '../safety/looking-after.ts';
import { forContact } from './cases.ts';
import { responderOnTheWay } from './coming-in.ts';
import { isSafetyContact } from '../safety/safety.ts';

export type Page = typeof pages.$inferSelect;
type Reader = { id: string; email: string };

/** What the link of a page shows to somebody it was sent to. */
export interface Opened {
	page: Page;
	/** Null for a test. */
	gathering: { id: string; title: string } | null;
	/** Only for the safety contact: who asks, as they are called in that circle. */
	asks: string | null;
	/** Somebody else said that they are coming, and there was not yet time for it. */
	othersComing: boolean;
}

/**
 * A page, for somebody whom it was sent to; null for everybody else, as if there were none.
 * The caller has checked that the text is an id.
 */
export async function openPage(id: string, reader: Reader, now = new Date()): Promise<Opened | null> {
	const [page] = await db().select().from(pages).where(eq(pages.id, id));
	if (!page || !(await sentTo(page, reader))) return null;
	const [gathering] = page.gatheringId
		? await db()
				.select({ id: gatherings.id, title: circles.title })
				.from(gatherings)
				.innerJoin(circles, eq(circles.id, gatherings.circleId))
				.where(eq(gatherings.id, page.gatheringId))
		: [];
	const sits = page.kind === 'aside' ? await presserOf(page) : null;
	return {
		page,
		gathering: gathering ?? null,
		asks: sits?.name ?? null,
		othersComing: page.kind === 'signal' && responderOnTheWay(page, reader.id, now)
	};
}

async function sentTo(page: Page, reader: Reader): Promise<boolean> {
	if (page.kind === 'test') return page.accountId === reader.id;
	if (page.kind === 'report') return (await reportOfPage(page.id, reader)) !== null;
	if (page.kind === 'aside') return isSafetyContact(reader, page.gatheringId!, (await presserOf(page))?.accountId ?? null);
	const [letter] = await db()
		.select({ id: deliveries.id })
		.from(deliveries)
		.where(and(eq(deliveries.pageId, page.id), eq(deliveries.accountId, reader.id)))
		.limit(1);
	return letter !== undefined || forContact(page, reader);
}

/** Who pressed. Null when their seat is forgotten. */
export const presserOf = async ({ gatheringId, seat }: Pick<Page, 'gatheringId' | 'seat'>) =>
	gatheringId === null || seat === null ? null : sitterOf(gatheringId, seat);

/** Somebody asks for a test page of their own. */
export async function askForTest(accountId: string): Promise<void> {
	await db().insert(pages).values({ kind: 'test', accountId });
}

/** The person answers their test page: from now on, for some days, their being on call counts. */
export async function answerTest(page: Page): Promise<void> {
	await db()
		.update(pages)
		.set({ answeredAt: sql`now()`, answeredBy: page.accountId, endedAt: sql`now()` })
		.where(and(eq(pages.id, page.id), isNull(pages.answeredAt)));
}

/** The safety contact says that they look after it: whoever asked is told so. The first who says so is kept. */
export async function lookAfter(page: Page, accountId: string): Promise<void> {
	const { gatheringId, signalId } = page;
	await db().transaction(async (tx) => {
		// The gathering first, as every command of it that ends a page does.
		if (gatheringId && signalId) await send(gatheringId, { kind: 'house' }, { type: 'LOOKED_AFTER', signalId }, null, tx);
		const [first] = await tx
			.update(pages)
			.set({ answeredAt: sql`now()`, answeredBy: accountId })
			.where(and(eq(pages.id, page.id), isNull(pages.answeredAt)))
			.returning({ id: pages.id });
		if (first) await note('safety-looked-after', { actor: accountId, subject: accountId }, tx);
	});
}
