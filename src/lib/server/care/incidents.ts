// Incidents: what a pause was about, as a code with times. Written by whoever led it, seen, contested and erased by the
// person concerned, counted for supervision. There is nowhere to write a sentence.

import { and, count, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { over } from '../../gathering/state.ts';
import type { Seat } from '../../gathering/types.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { incidentCode, incidents } from '../db/schema-care.ts';
import { look } from '../gatherings/gatherings.ts';
import { note } from '../audit/index.ts';
import { peopleIn, type SeatedPerson } from '../seats/people-in.ts';
import { pausesOf, type Pause } from './pauses.ts';

export const incidentCodes = incidentCode.enumValues;
export type IncidentCode = (typeof incidentCodes)[number];
export type IncidentRefusal = 'not-led' | 'a-day-after' | 'no-seat' | 'written-already';

/** How long after the end it can still be written down, and how long it is kept. In milliseconds. */
export const incidentLimits = { writeMs: 24 * 60 * 60_000, keptMs: 365 * 24 * 60 * 60_000 } as const;

export const incidentWords: Record<IncidentCode, string> = {
	distress: 'Somebody was in distress',
	hardExperience: 'A hard experience',
	suicidalThoughts: 'Thoughts of suicide',
	medical: 'A medical emergency',
	harm: 'Harm by somebody in the circle',
	leftInDistress: 'Somebody left in distress',
	helpCalled: 'The emergency services were called'
};

export interface LedPause extends Pick<Pause, 'takeover' | 'from' | 'until'> {
	written: { code: IncidentCode; contested: boolean }[];
}

export interface Led {
	/** They can still write something down. */
	open: boolean;
	pauses: LedPause[];
	/** Everybody who has a seat. */
	people: SeatedPerson[];
}

/** The pauses the person in this seat led, and what they wrote down of each. */
export async function pausesLedBy(gatheringId: string, seat: Seat, now = new Date()): Promise<Led> {
	const [found, { pauses, lastAt }] = await Promise.all([look(gatheringId), pausesOf(gatheringId)]);
	const led = pauses.filter(({ leaders }) => leaders.includes(seat));
	if (!found || led.length === 0) return { open: false, pauses: [], people: [] };
	const [rows, people] = await Promise.all([
		db().select().from(incidents).where(eq(incidents.gatheringId, gatheringId)),
		peopleIn(gatheringId)
	]);
	const late = over(found.state) && lastAt !== null && now.getTime() - lastAt.getTime() > incidentLimits.writeMs;
	return {
		open: !late,
		people,
		pauses: led.map(({ takeover, from, until }) => ({
			...{ takeover, from, until },
			written: rows.filter((row) => row.takeover === takeover).map(({ code, contestedAt }) => ({ code, contested: contestedAt !== null }))
		}))
	};
}

/**
 * Writes one down.
 * @param by the seat of whoever led that pause
 * @param about the seat of the person concerned, or null. A guest could not see it, so it names nobody then
 */
export async function writeIncident(
	gatheringId: string,
	by: Seat,
	{ takeover, code, about }: { takeover: number; code: IncidentCode; about: Seat | null },
	now = new Date()
): Promise<{ ok: true } | { refused: IncidentRefusal }> {
	const { open, pauses, people } = await pausesLedBy(gatheringId, by, now);
	const pause = pauses.find((one) => one.takeover === takeover);
	if (!pause) return { refused: 'not-led' };
	if (!open) return { refused: 'a-day-after' };
	const subject = people.find(({ seat }) => seat === about);
	if ((about !== null && !subject) || about === by) return { refused: 'no-seat' };
	const madeBy = people.find(({ seat }) => seat === by)?.account ?? null;
	const subjectId = subject?.account ?? null;
	return db().transaction(async (tx) => {
		const { from, until } = pause;
		const rows = await tx
			.insert(incidents)
			.values({ gatheringId, takeover, code, subjectId, madeBy, from, until })
			.onConflictDoNothing()
			.returning();
		if (rows.length === 0) return { refused: 'written-already' };
		await note('incident-written', { actor: madeBy, subject: subjectId }, tx);
		return { ok: true };
	});
}

/** What was written down about an account, the newest first. */
export async function incidentsAbout(accountId: string) {
	return db()
		.select({
			id: incidents.id,
			code: incidents.code,
			from: incidents.from,
			until: incidents.until,
			contestedAt: incidents.contestedAt,
			circle: circles.title
		})
		.from(incidents)
		.innerJoin(gatherings, eq(gatherings.id, incidents.gatheringId))
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(eq(incidents.subjectId, accountId))
		.orderBy(desc(incidents.from));
}

const own = (accountId: string, id: string) => and(eq(incidents.id, id), eq(incidents.subjectId, accountId));

/** The person concerned says that it is not right. Those who wrote it and supervision see that they did. */
export async function contest(accountId: string, id: string, now = new Date()): Promise<void> {
	await db()
		.update(incidents)
		.set({ contestedAt: now })
		.where(and(own(accountId, id), isNull(incidents.contestedAt)));
}

/** The person concerned takes it away: nothing of it is kept, and it is counted no more. */
export async function erase(accountId: string, id: string): Promise<void> {
	await db().delete(incidents).where(own(accountId, id));
}

export interface Counted {
	/** Such as 2026-11. */
	month: string;
	code: IncidentCode;
	written: number;
	contested: number;
}

/** For supervision only: how many of each code in a month, over the whole instance. No circle, no person. */
export async function incidentCounts(): Promise<Counted[]> {
	const month = sql<string>`to_char(${incidents.from} at time zone 'UTC', 'YYYY-MM')`;
	return db()
		.select({ month, code: incidents.code, written: count(), contested: count(incidents.contestedAt) })
		.from(incidents)
		.groupBy(month, incidents.code)
		.orderBy(desc(month), incidents.code)
		.limit(84);
}

/** Gatherings of which one is written down: who sat there is remembered longer. */
export const withIncidents = () => db().select({ id: incidents.gatheringId }).from(incidents);

/** Forgets those that are a year old. */
export async function forgetIncidents(now: Date): Promise<void> {
	await db()
		.delete(incidents)
		.where(lt(incidents.from, new Date(now.getTime() - incidentLimits.keptMs)));
}
