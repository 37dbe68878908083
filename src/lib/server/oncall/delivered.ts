// What became of deliveries: of somebody's own last test, way by way, and of all of them in the last day for operators.

import { and, asc, desc, eq } from 'drizzle-orm';
import { db, sql } from '../db/index.ts';
import { pushDevices } from '../db/schema-push.ts';
import { pages } from '../db/schema-oncall.ts';
import { deliveries, type Carrier } from '../db/schema-outbox.ts';
import { mailLeaves } from '../ground/smtp.ts';
import { paces } from '../outbox/limits.ts';

/** `outbox`: it lies on this machine, because there is no mail server. `again`: it failed and is tried again. */
export type Way =
	{ carrier: Carrier; came: 'handed over' | 'outbox' | 'waiting' } | { carrier: Carrier; came: 'again' | 'failed'; why: string };

export interface LastTest {
	askedAt: Date;
	/** One for each delivery. Devices that were gone are not in it. */
	ways: Way[];
}

/** The last test alert somebody asked for; null when there is none. */
export async function lastTest(accountId: string): Promise<LastTest | null> {
	const [page] = await db()
		.select({ id: pages.id, askedAt: pages.raisedAt })
		.from(pages)
		.where(and(eq(pages.kind, 'test'), eq(pages.accountId, accountId)))
		.orderBy(desc(pages.raisedAt))
		.limit(1);
	if (!page) return null;
	const letters = await db().select().from(deliveries).where(eq(deliveries.pageId, page.id)).orderBy(asc(deliveries.carrier));
	return { askedAt: page.askedAt, ways: letters.map(wayOf) };
}

function wayOf({ carrier: by, sentAt, failure, tries }: typeof deliveries.$inferSelect): Way {
	const carrier = by!;
	if (sentAt) return { carrier, came: carrier === 'mail' && !mailLeaves() ? 'outbox' : 'handed over' };
	if (failure === null) return { carrier, came: 'waiting' };
	return { carrier, came: tries < paces.alert.mostTries ? 'again' : 'failed', why: failure };
}

/** Whether somebody allowed a device. */
export const hasDevice = async (accountId: string): Promise<boolean> =>
	(await db().select({ id: pushDevices.id }).from(pushDevices).where(eq(pushDevices.accountId, accountId)).limit(1)).length > 0;

export interface Delivered {
	carrier: Carrier;
	sent: number;
	/** To be tried, for the first time or again. */
	waiting: number;
	/** Given up, or not needed any more before it could be handed over. */
	failed: number;
	/** The last failure, also of one that was handed over later. */
	last: { why: string; at: Date } | null;
}

/** The deliveries of the last day, by carrier. */
export async function deliveredLately(): Promise<Delivered[]> {
	const rows = await sql()<(Omit<Delivered, 'last'> & { why: string | null; at: Date | null })[]>`
		with lately as (
			select l.*, l.sent_at is null and l.tries < ${paces.alert.mostTries} and (p.ended_at is null or p.kind = 'test') as waits
			from deliveries l join pages p on p.id = l.page_id where p.raised_at > now() - interval '1 day'
		)
		select carrier, count(*) filter (where sent_at is not null)::int as sent, count(*) filter (where waits)::int as waiting,
			count(*) filter (where sent_at is null and not waits and failure is not null)::int as failed,
			(array_agg(failure order by failed_at desc) filter (where failure is not null))[1] as why, max(failed_at) as at
		from lately group by carrier order by carrier`;
	return rows.map(({ why, at, ...rest }) => ({ ...rest, last: why !== null && at !== null ? { why, at: new Date(at) } : null }));
}
