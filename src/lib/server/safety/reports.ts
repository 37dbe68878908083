// Reports: somebody who sat in a gathering tells those outside of it, past whoever holds or hosts it. Neither those nor the
// person it is about ever learn of it. A code, and if they wish words of their own, which lie sealed.

import { and, desc, eq, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Seat } from '../../gathering/types.ts';
import { cardKey, seal } from '../ground/sealing.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { pages } from '../db/schema-oncall.ts';
import { reports } from '../db/schema-rights.ts';
import { look } from '../gatherings/gatherings.ts';
import { safetyContacts } from './safety.ts';
import { note } from '../audit/index.ts';
import { keptMs } from '../ground/kept-ms.ts';
import { peopleIn } from '../seats/people-in.ts';
import type { Whose } from '../accounts/consent.ts';
import type { ReportCode } from './report-words.ts';

export type ReportRefusal = 'no-seat' | 'nobody-outside' | 'no-key';

export interface Own {
	id: string;
	/** What they can name when they write to whoever runs this place. */
	reference: string;
	state: 'received' | 'looked' | 'closed';
	madeAt: Date;
}

/** The people whom a person in this seat met there: who never sat down is a number to them, and no name. Empty while they did not themself. */
export async function metIn(gatheringId: string, seat: Seat): Promise<{ seat: Seat; name: string }[]> {
	const found = await look(gatheringId);
	const sat = new Set(
		found?.state.context.seats.filter(({ standing }) => !['invited', 'waiting', 'denied'].includes(standing)).map((one) => one.seat)
	);
	if (!sat.has(seat)) return [];
	return (await peopleIn(gatheringId)).filter((one) => one.seat !== seat && sat.has(one.seat)).map(({ seat, name }) => ({ seat, name }));
}

/**
 * Makes a report, and has the safety contact told that there is one. All or nothing.
 * @param by the seat of whoever makes it
 * @param about a seat of somebody they met there; null for the gathering as a whole
 * @param words empty for none
 * @returns `nobody-outside` when everybody who could be told is part of it: then nothing is kept
 */
export async function makeReport(
	gatheringId: string,
	by: Seat,
	{ about, code, words, named }: { about: Seat | null; code: ReportCode; words: string; named: boolean }
): Promise<{ id: string } | { refused: ReportRefusal }> {
	const [mine, subject, rehearsal] = await Promise.all([
		sitterIn(gatheringId, by),
		about === null ? null : sitterIn(gatheringId, about),
		isRehearsal(gatheringId)
	]);
	if (!mine || (about !== null && !(await metIn(gatheringId, by)).some(({ seat }) => seat === about))) return { refused: 'no-seat' };
	const whom = rehearsal ? [] : await safetyContacts(gatheringId, [mine.accountId, subject?.accountId ?? null]);
	if (whom.length === 0) return { refused: 'nobody-outside' };
	const key = cardKey();
	if (words !== '' && !key) return { refused: 'no-key' };
	const id = crypto.randomUUID();
	const sealed = words === '' ? null : seal(key!, `report:${id}`, words);
	await db().transaction(async (tx) => {
		const [page] = await tx.insert(pages).values({ kind: 'report', gatheringId, seat: by }).returning({ id: pages.id });
		const whose = { byAccount: mine.accountId, byGuest: mine.accountId ? null : mine.guestHash };
		await tx.insert(reports).values({ id, gatheringId, aboutSeat: about, bySeat: by, ...whose, named, code, sealed, pageId: page!.id });
		if (mine.accountId) await note('reported', { actor: mine.accountId, subject: mine.accountId }, tx);
	});
	return { id };
}

/** What somebody reported and how far each is; the newest first. */
export async function reportsOf(whose: Whose): Promise<Own[]> {
	const mine = 'accountId' in whose ? eq(reports.byAccount, whose.accountId) : eq(reports.byGuest, whose.guestHash);
	const rows = await db().select().from(reports).where(mine).orderBy(desc(reports.madeAt)).limit(50);
	return rows.map(({ id, lookedAt, closedAt, madeAt }) => ({
		id,
		reference: referenceOf(id),
		state: closedAt ? 'closed' : lookedAt ? 'looked' : 'received',
		madeAt
	}));
}

/** Whose a seat is, so that what they reported is found again. */
export async function ownerOfSeat(gatheringId: string, seat: Seat): Promise<Whose | null> {
	const row = await sitterIn(gatheringId, seat);
	if (row?.accountId) return { accountId: row.accountId };
	return row?.guestHash ? { guestHash: row.guestHash } : null;
}

export const referenceOf = (id: string): string => id.slice(0, 8);

/** Forgets those that were closed, or made, long enough ago. */
export async function forgetReports(now: Date): Promise<void> {
	const ago = (ms: number) => new Date(now.getTime() - ms);
	await db()
		.delete(reports)
		.where(or(lt(reports.closedAt, ago(keptMs.reportsClosed)), lt(reports.madeAt, ago(keptMs.reports))));
}

/** The gatherings in which something reported is still open: their map of seats stays a while longer. */
export const withOpenReports = () =>
	db()
		.select({ id: reports.gatheringId })
		.from(reports)
		.where(and(isNull(reports.closedAt), isNotNull(reports.gatheringId)));

export async function sitterIn(gatheringId: string, seat: Seat) {
	const [row] = await db()
		.select({ name: seats.name, role: seats.role, accountId: seats.accountId, guestHash: seats.guestHash })
		.from(seats)
		.where(and(eq(seats.gatheringId, gatheringId), eq(seats.seat, seat)));
	return row ?? null;
}

async function isRehearsal(gatheringId: string): Promise<boolean> {
	const [row] = await db()
		.select({ rehearsal: circles.rehearsal })
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(eq(gatherings.id, gatheringId));
	return row?.rehearsal ?? true;
}
