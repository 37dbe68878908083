// Forgets what need not be kept: who sat where, links that were sent, logins that ended, guests who never came back.

import { and, inArray, isNotNull, lt, notInArray, sql } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { gatherings, logins, mailLinks, members, pages, returners, seats } from '../db/schema.ts';
import { logFailure } from '../log.ts';
import { recordAttended } from './attended.ts';
import { forgetWords } from './host-word.ts';
import { forgetAskings } from './requests.ts';
import { forgetCards } from '../care/cards.ts';
import { forgetCheckIns } from '../care/check-ins.ts';
import { forgetIncidents } from '../care/incidents.ts';
import { keepAttendance } from '../stats/attendance.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** How long each is kept. */
export const keptMs = {
	/** From the planned end of a gathering: the map from a person to a seat, and who asked for theirs back. */
	seats: 7 * dayMs,
	/** From the answer to a test page, or from its sending. A page of a gathering goes with its seats. */
	testPages: 8 * dayMs,
	/** From their end: links in mails, with the address they went to. */
	mailLinks: dayMs,
	/** From their coming, as long as their cookie: guests without a seat. */
	guests: 60 * dayMs
} as const;

/** Forgets everything that is due now. Safe on several nodes at once. */
export async function forget(now = new Date()): Promise<void> {
	// Before the seats go that tell it.
	await recordAttended(null, now);
	// Before seats go: who came lives on where only the statistics' job can read it.
	await keepAttendance(now);
	const ago = (ms: number) => new Date(now.getTime() - ms);
	const past = db()
		.select({ id: gatherings.id })
		.from(gatherings)
		.where(sql`${gatherings.startsAt} + ${gatherings.minutes} * interval '1 minute' < ${ago(keptMs.seats).toISOString()}`);
	await db().delete(seats).where(inArray(seats.gatheringId, past));
	await db().delete(returners).where(inArray(returners.gatheringId, past));
	await db().delete(pages).where(inArray(pages.gatheringId, past));
	await db().delete(pages).where(lt(sql`coalesce(${pages.answeredAt}, ${pages.raisedAt})`, ago(keptMs.testPages).toISOString()));
	await forgetAskings(now);
	await forgetWords(now);
	await forgetCards(now);
	await forgetIncidents(now);
	await forgetCheckIns(now);
	await db().delete(mailLinks).where(lt(mailLinks.expiresAt, ago(keptMs.mailLinks)));
	await db().delete(logins).where(lt(logins.expiresAt, now));
	const seated = db().select({ hash: seats.guestHash }).from(seats).where(isNotNull(seats.guestHash));
	await db()
		.delete(members)
		.where(and(isNotNull(members.guestHash), lt(members.joinedAt, ago(keptMs.guests)), notInArray(members.guestHash, seated)));
}

/** Forgets now and every hour from then on. Returns how to end it. */
export function forgetHourly(): () => void {
	const go = () => void forget().catch((error) => logFailure('forget', error));
	go();
	const hourly = setInterval(go, hourMs);
	return () => clearInterval(hourly);
}
