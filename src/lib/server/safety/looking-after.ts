// Reports, for those outside who look after them: the safety contact, or the operators. Looked at each time whether they still may.

import { and, asc, eq, isNull } from 'drizzle-orm';
import { cardKey, unseal } from '../ground/sealing.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { pages } from '../db/schema-oncall.ts';
import { reports } from '../db/schema-rights.ts';
import { safetyContacts } from './safety.ts';
import { note } from '../audit/index.ts';
import type { Role } from '../../gathering/types.ts';
import { referenceOf, sitterIn } from './reports.ts';
import type { ReportCode } from './report-words.ts';

type Report = typeof reports.$inferSelect;
type Reader = { id: string; email: string };

export interface ListedReport {
	id: string;
	reference: string;
	code: ReportCode;
	madeAt: Date;
	state: 'received' | 'looked' | 'closed';
}
export interface OpenedReport extends ListedReport {
	/** Null when there is no such circle any more. */
	gathering: { id: string; title: string; startsAt: Date } | null;
	/** Null: the gathering as a whole, or a seat that nobody remembers. */
	about: { name: string; role: Role } | null;
	whole: boolean;
	/** Only if they wished it to be known. */
	from: string | null;
	/** Null: none were written, or this instance's key is not the one they were sealed with. */
	words: string | null;
	mine: boolean;
}

const stateOf = ({ closedAt, lookedAt }: Report): ListedReport['state'] => (closedAt ? 'closed' : lookedAt ? 'looked' : 'received');
const listed = (report: Report): ListedReport => ({
	id: report.id,
	reference: referenceOf(report.id),
	code: report.code,
	madeAt: report.madeAt,
	state: stateOf(report)
});

/** Whether somebody may read this report: never whoever holds or hosts there, whoever made it, or whom it is about. */
async function mayRead(report: Report, reader: Reader): Promise<boolean> {
	const { gatheringId, aboutSeat, byAccount } = report;
	const about = gatheringId && aboutSeat !== null ? await sitterIn(gatheringId, aboutSeat) : null;
	const contacts = await safetyContacts(gatheringId, [byAccount, about?.accountId ?? null]);
	return contacts.some(({ email }) => email === reader.email);
}

/** Those this reader may read: what is open first, the oldest first. */
export async function reportsFor(reader: Reader): Promise<ListedReport[]> {
	const rows = await db().select().from(reports).orderBy(asc(reports.closedAt), asc(reports.madeAt)).limit(100);
	const may = await Promise.all(rows.map((report) => mayRead(report, reader)));
	const all = rows.filter((_, index) => may[index]).map(listed);
	return [...all.filter(({ state }) => state !== 'closed'), ...all.filter(({ state }) => state === 'closed')];
}

/** One report with what it says; null for everybody whom it is not for. The caller has checked that the text is an id. */
export async function openReport(id: string, reader: Reader): Promise<OpenedReport | null> {
	const report = await readable(id, reader);
	if (!report) return null;
	const { gatheringId, aboutSeat, bySeat, named, sealed } = report;
	const [gathering] = gatheringId
		? await db()
				.select({ id: gatherings.id, title: circles.title, startsAt: gatherings.startsAt })
				.from(gatherings)
				.innerJoin(circles, eq(circles.id, gatherings.circleId))
				.where(eq(gatherings.id, gatheringId))
		: [];
	const [about, from] = await Promise.all([
		gatheringId && aboutSeat !== null ? sitterIn(gatheringId, aboutSeat) : null,
		gatheringId && named ? sitterIn(gatheringId, bySeat) : null
	]);
	const key = cardKey();
	return {
		...listed(report),
		gathering: gathering ?? null,
		about: about && { name: about.name, role: about.role },
		whole: aboutSeat === null,
		from: from?.name ?? null,
		words: sealed && key ? unseal(key, `report:${id}`, sealed) : null,
		mine: report.lookedBy === reader.id
	};
}

/** They look at it from now on: whoever made it sees that somebody does. The first who says so is kept. False: it is not for them. */
export async function lookAtReport(id: string, reader: Reader, now = new Date()): Promise<boolean> {
	const report = await readable(id, reader);
	if (!report) return false;
	await db().transaction(async (tx) => {
		const [first] = await tx
			.update(reports)
			.set({ lookedAt: now, lookedBy: reader.id })
			.where(and(eq(reports.id, id), isNull(reports.lookedAt)))
			.returning();
		if (!first) return;
		if (first.pageId) await tx.update(pages).set({ endedAt: now }).where(eq(pages.id, first.pageId));
		await note('report-looked-at', { actor: reader.id, subject: reader.id }, tx);
	});
	return true;
}

/** It is closed: what was sealed is forgotten thirty days later. False: it is not for them. */
export async function closeReport(id: string, reader: Reader, now = new Date()): Promise<boolean> {
	if (!(await lookAtReport(id, reader, now))) return false;
	const closed = await db()
		.update(reports)
		.set({ closedAt: now })
		.where(and(eq(reports.id, id), isNull(reports.closedAt)))
		.returning();
	if (closed.length > 0) await note('report-closed', { actor: reader.id, subject: reader.id });
	return true;
}

/** The report behind a word to the safety contact, for somebody who may read it. */
export async function reportOfPage(pageId: string, reader: Reader): Promise<string | null> {
	const [report] = await db().select().from(reports).where(eq(reports.pageId, pageId));
	return report && (await mayRead(report, reader)) ? report.id : null;
}

async function readable(id: string, reader: Reader): Promise<Report | null> {
	const [report] = await db().select().from(reports).where(eq(reports.id, id));
	return report && (await mayRead(report, reader)) ? report : null;
}
