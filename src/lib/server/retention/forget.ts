// Forgets what need not be kept, every hour: each room knows what of its own is due, and here they are asked in their order.

import { and, inArray, not, or, sql } from 'drizzle-orm';
import { forgetEntering } from '../accounts/forget.ts';
import { forgetAudit } from '../audit/index.ts';
import { forgetCards } from '../care/cards.ts';
import { forgetCheckIns } from '../care/check-ins.ts';
import { forgetIncidents, withIncidents } from '../care/incidents.ts';
import { recordAttended } from '../circles/attended.ts';
import { forgetMembers } from '../circles/forget.ts';
import { forgetWords } from '../circles/host-word.ts';
import { forgetAskings } from '../circles/requests.ts';
import { db } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { forgetAnswers } from '../forms/once.ts';
import { every } from '../ground/every.ts';
import { keptMs } from '../ground/kept-ms.ts';
import { withOpenCalls } from '../oncall/cases.ts';
import { forgetPages } from '../oncall/forget.ts';
import { forgetAsked } from '../planning/forget.ts';
import { forgetTries } from '../rates/tries.ts';
import { forgetReports, withOpenReports } from '../safety/reports.ts';
import { forgetSeats } from '../seats/forget.ts';
import { runAttendance } from '../stats/attendance.ts';
import { forgetOutbox } from './outbox.ts';

const hourMs = 60 * 60_000;
const firstMs = 1000;

/** The gatherings whose map of seats goes now: a question for their ids. It stays longer where something is still looked at. */
function past(now: Date) {
	const ended = (ms: number) =>
		sql`${gatherings.startsAt} + ${gatherings.minutes} * interval '1 minute' < ${new Date(now.getTime() - ms).toISOString()}`;
	const looked = or(
		inArray(gatherings.id, withIncidents()),
		inArray(gatherings.id, withOpenReports()),
		inArray(gatherings.id, withOpenCalls())
	);
	return db()
		.select({ id: gatherings.id })
		.from(gatherings)
		.where(and(ended(keptMs.seats), or(not(looked!), ended(keptMs.seatsLooked))));
}

/** Forgets everything that is due now. Safe on several nodes at once. */
export async function forget(now = new Date()): Promise<void> {
	// Before the seats go that tell it.
	await recordAttended(null, now);
	// Before seats go: who came lives on where only the statistics' job can read it.
	await runAttendance(now);
	await forgetSeats(past(now));
	await forgetAsked(past(now), now);
	await forgetPages(past(now), now);
	await forgetAskings(now);
	await forgetWords(now);
	await forgetCards(now);
	await forgetIncidents(now);
	await forgetCheckIns(now);
	await forgetReports(now);
	await forgetAnswers(now);
	await forgetTries(now);
	await forgetOutbox(new Date(now.getTime() - keptMs.outbox));
	await forgetEntering(now);
	await forgetAudit(now);
	// After the seats: a guest without one is not known any more.
	await forgetMembers(now);
}

/** Forgets in a moment and every hour from then on. Returns how to end it. */
export const forgetHourly = (): (() => void) => every(hourMs, 'forget', () => forget(), firstMs);
