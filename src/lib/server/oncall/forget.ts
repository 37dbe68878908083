// Forgets who was called, and when somebody was on call or away.

import { and, eq, inArray, lt, sql, type SQLWrapper } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { onCallTimes, pages } from '../db/schema-oncall.ts';
import { keptMs } from '../ground/kept-ms.ts';

/** Forgets what is due now. @param past the gatherings whose map of seats goes: a question for their ids */
export async function forgetPages(past: SQLWrapper, now: Date): Promise<void> {
	const ago = (ms: number) => new Date(now.getTime() - ms);
	await db().delete(pages).where(inArray(pages.gatheringId, past));
	await db()
		.delete(pages)
		.where(and(eq(pages.kind, 'test'), lt(sql`coalesce(${pages.answeredAt}, ${pages.raisedAt})`, ago(keptMs.testPages).toISOString())));
	await db()
		.delete(onCallTimes)
		.where(lt(onCallTimes.until, ago(keptMs.onCallTimes)));
}
