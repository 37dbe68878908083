// Calls that nobody has closed when their gathering is over, for those outside who were told of them: read by name, and
// closed in words. From the next day the safety contact reads them as well. Why by name: docs/decisions, calls after the end.

import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
import { isOpen } from '../../gathering/signals/attended.ts';
import { over } from '../../gathering/state.ts';
import type { ClosedAs, SignalKind, SignalWhom, Urgency } from '../../gathering/types.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { pages } from '../db/schema-oncall.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { note } from '../audit/index.ts';
import { sitterOf } from '../seats/seating.ts';
import { onCallLimits } from './limits.ts';
import { isSafetyContact } from '../safety/safety.ts';

type Page = typeof pages.$inferSelect;
type Reader = { id: string; email: string };

/** A call after the end, as somebody outside reads it. */
export interface Case {
	name: string;
	whom: SignalWhom;
	kind: SignalKind | null;
	urgency: Urgency | null;
	/** They went by their own press before the end. */
	left: boolean;
	/** Who led it, by name: whom to ask. */
	led: string[];
}

/**
 * The open call behind a page, once its gathering is over; null before, when it is closed, and for whoever it is from or
 * about. The caller has checked that the page was sent to this reader.
 */
export async function caseOf(
	{ gatheringId, signalId }: Pick<Page, 'gatheringId' | 'signalId'>,
	reader: Pick<Reader, 'id'>
): Promise<Case | null> {
	const found = gatheringId === null ? null : await look(gatheringId);
	if (!found || !over(found.state)) return null;
	const { signals, seats: sat } = found.state.context;
	const signal = signals.find((one) => one.id === signalId);
	if (!signal || !isOpen(signal) || signal.whom === 'aside') return null;
	const people = await db()
		.select({ seat: seats.seat, name: seats.name, accountId: seats.accountId })
		.from(seats)
		.where(eq(seats.gatheringId, gatheringId!));
	const own = people.find(({ accountId }) => accountId === reader.id)?.seat;
	const caller = people.find(({ seat }) => seat === signal.seat);
	if (!caller || (own !== undefined && (own === signal.seat || own === signal.about))) return null;
	const led = sat.filter(
		({ role, standing }) => ['facilitator', 'coFacilitator'].includes(role) && ['admitted', 'resting', 'inCare', 'left'].includes(standing)
	);
	const { whom, kind, urgency } = signal;
	return {
		...{ name: caller.name, whom, kind, urgency },
		left: sat.find(({ seat }) => seat === signal.seat)?.standing === 'left',
		led: led.filter(({ seat }) => seat !== signal.seat).flatMap(({ seat }) => people.find((one) => one.seat === seat)?.name ?? [])
	};
}

/** Somebody outside is done with an open call: those who led see it closed. False: there is nothing for them to close. */
export async function closeCase(page: Page, account: Reader, how: ClosedAs): Promise<boolean> {
	const { id, gatheringId, signalId } = page;
	if (!(await caseOf(page, account))) return false;
	return db().transaction(async (tx) => {
		// The gathering first, as every command of it that ends a page does.
		const answer = await send(gatheringId!, { kind: 'house' }, { type: 'CASE_CLOSED', signalId: signalId!, how }, null, tx);
		if ('refused' in answer) return false;
		await tx
			.update(pages)
			.set({ answeredAt: sql`now()`, answeredBy: account.id })
			.where(eq(pages.id, id));
		const caller = await sitterOf(gatheringId!, page.seat!, tx);
		// Not where: who sat in which gathering is forgotten after a week, and the audit is not.
		await note('case-closed', { actor: account.id, subject: caller?.accountId ?? null, data: { how } }, tx);
		return true;
	});
}

/** A day after the end the safety contact may read an open call too: whoever was told of it has not closed it. */
export const forContact = async (page: Page, reader: Reader, now = new Date()): Promise<boolean> =>
	page.kind === 'signal' &&
	page.endedAt === null &&
	now.getTime() - page.raisedAt.getTime() > onCallLimits.contactAfterMs &&
	isSafetyContact(reader, page.gatheringId!, (await sitterOf(page.gatheringId!, page.seat!))?.accountId ?? null);

/** The calls that are open longer than a day after the end, for this safety contact: the oldest first. */
export async function casesFor(reader: Reader, now = new Date()): Promise<{ page: string; name: string; title: string; at: Date }[]> {
	const rows = await db()
		.select({ page: pages, title: circles.title })
		.from(pages)
		.innerJoin(gatherings, eq(gatherings.id, pages.gatheringId))
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(
			and(
				eq(pages.kind, 'signal'),
				isNull(pages.endedAt),
				eq(circles.rehearsal, false),
				lt(pages.raisedAt, new Date(now.getTime() - onCallLimits.contactAfterMs))
			)
		)
		.orderBy(asc(pages.raisedAt))
		.limit(50);
	const all = await Promise.all(
		rows.map(async ({ page, title }) => {
			const call = (await forContact(page, reader, now)) ? await caseOf(page, reader) : null;
			return call ? [{ page: page.id, name: call.name, title, at: page.signalAt ?? page.raisedAt }] : [];
		})
	);
	return all.flat();
}

/** Gatherings in which somebody's call is open: who sat there is remembered longer. */
export const withOpenCalls = () =>
	db()
		.select({ id: pages.gatheringId })
		.from(pages)
		.where(and(eq(pages.kind, 'signal'), isNull(pages.endedAt)));
