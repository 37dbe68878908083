// Forgets what need not be kept: who sat where, links that were sent, logins that ended, guests who never came back.

import { and, eq, gt, inArray, isNotNull, lt, not, notInArray, or, sql } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { audit, credentials, gatherings, logins, members, onCallTimes, presence, returners, seats } from '../db/schema.ts';
import { knownBrowsers, mailLinks } from '../db/schema-signing-in.ts';
import { pages } from '../db/schema-oncall.ts';
import { incidents } from '../db/schema-care.ts';
import { vouched } from '../db/schema-seats.ts';
import { asks, reliefs, roleAsks } from '../db/schema-series.ts';
import { every } from '../ground/every.ts';
import { recordAttended } from '../circles/attended.ts';
import { withOpenCalls } from '../oncall/cases.ts';
import { forgetWords } from '../circles/host-word.ts';
import { forgetAskings } from '../circles/requests.ts';
import { forgetCards } from '../care/cards.ts';
import { forgetCheckIns } from '../care/check-ins.ts';
import { forgetIncidents } from '../care/incidents.ts';
import { keepAttendance } from '../stats/attendance.ts';
import { forgetOutbox } from './outbox.ts';
import { forgetReports, withOpenReports } from '../safety/reports.ts';
import { forgetAnswers } from '../forms/once.ts';
import { forgetTries } from '../rates/tries.ts';
import { keptMs } from '../ground/kept-ms.ts';

const hourMs = 60 * 60_000;
const firstMs = 1000;

/** Forgets everything that is due now. Safe on several nodes at once. */
export async function forget(now = new Date()): Promise<void> {
	// Before the seats go that tell it.
	await recordAttended(null, now);
	// Before seats go: who came lives on where only the statistics' job can read it.
	await keepAttendance(now);
	const ago = (ms: number) => new Date(now.getTime() - ms);
	const ended = (before: Date) => sql`${gatherings.startsAt} + ${gatherings.minutes} * interval '1 minute' < ${before.toISOString()}`;
	const written = db().select({ id: incidents.gatheringId }).from(incidents);
	const looked = or(inArray(gatherings.id, written), inArray(gatherings.id, withOpenReports()), inArray(gatherings.id, withOpenCalls()));
	const past = db()
		.select({ id: gatherings.id })
		.from(gatherings)
		.where(and(ended(ago(keptMs.seats)), or(not(looked!), ended(ago(keptMs.seatsLooked)))));
	await db().delete(seats).where(inArray(seats.gatheringId, past));
	await db().delete(returners).where(inArray(returners.gatheringId, past));
	await db().delete(reliefs).where(inArray(reliefs.gatheringId, past));
	await db().delete(asks).where(inArray(asks.gatheringId, past));
	await db().delete(pages).where(inArray(pages.gatheringId, past));
	await db().delete(pages).where(and(eq(pages.kind, 'test'), lt(sql`coalesce(${pages.answeredAt}, ${pages.raisedAt})`, ago(keptMs.testPages).toISOString())));
	await forgetAskings(now);
	await forgetWords(now);
	await forgetCards(now);
	await forgetIncidents(now);
	await forgetCheckIns(now);
	await forgetReports(now);
	await forgetAnswers(now);
	await forgetTries(now);
	await forgetOutbox(ago(keptMs.outbox));
	await db().delete(mailLinks).where(lt(mailLinks.expiresAt, ago(keptMs.mailLinks)));
	const sits = db().select({ id: presence.loginId }).from(presence).where(and(isNotNull(presence.loginId), gt(presence.expiresAt, now)));
	await db().delete(logins).where(and(lt(logins.expiresAt, now), notInArray(logins.id, sits)));
	await db().delete(knownBrowsers).where(lt(knownBrowsers.seenAt, ago(keptMs.knownBrowsers)));
	await db().delete(roleAsks).where(lt(roleAsks.askedAt, ago(keptMs.roleAsks)));
	await db().delete(vouched).where(lt(vouched.at, ago(keptMs.vouched)));
	await db().delete(credentials).where(lt(sql`coalesce(${credentials.revokedAt}, ${credentials.expiresAt})`, ago(keptMs.credentials).toISOString()));
	await db().delete(onCallTimes).where(lt(onCallTimes.until, ago(keptMs.onCallTimes)));
	await db().transaction(async (tx) => {
		await tx.execute(sql`select set_config('evenround.audit', 'forget', true)`);
		// The database asks its own clock, too.
		await tx.delete(audit).where(and(lt(audit.at, ago(keptMs.audit)), sql`${audit.at} < now() - interval '365 days'`));
	});
	const seated = db().select({ hash: seats.guestHash }).from(seats).where(isNotNull(seats.guestHash));
	await db()
		.delete(members)
		.where(and(isNotNull(members.guestHash), lt(members.joinedAt, ago(keptMs.guests)), notInArray(members.guestHash, seated)));
}

/** Forgets in a moment and every hour from then on. Returns how to end it. */
export const forgetHourly = (): (() => void) => every(hourMs, 'forget', () => forget(), firstMs);
