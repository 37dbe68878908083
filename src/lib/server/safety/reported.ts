// Whom a report is about, for whoever decides who is told of it: they are not.

import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/index.ts';
import { seats } from '../db/schema-seats.ts';
import { reports } from '../db/schema-rights.ts';

/** The account of the person whom the report behind a page is about; null for a guest, or the gathering as a whole. */
export async function subjectOfPage(pageId: string, tx: Tx): Promise<string | null> {
	const [row] = await tx
		.select({ accountId: seats.accountId })
		.from(reports)
		.innerJoin(seats, and(eq(seats.gatheringId, reports.gatheringId), eq(seats.seat, reports.aboutSeat)))
		.where(eq(reports.pageId, pageId));
	return row?.accountId ?? null;
}
