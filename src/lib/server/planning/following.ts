// This gathering and all that follow get another plan: the series ends before it, and a new one begins with it. Whoever has a
// seat keeps it: each gathering goes to the nearest of the new dates and they are told; one that has none near is called off.

import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { events, gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { asks, occurrences, series } from '../db/schema-series.ts';
import { facilitatorsOf } from '../circles/circles.ts';
import { seriesLimits } from './limits.ts';
import { cancelIn, moveIn } from './moving.ts';
import { pairDates } from './pairing.ts';
import { momentOf, occurrencesOf, type Occurrence } from './recurrence.ts';
import { horizonOf, materialise, plannedFrom, type Series, type SeriesPlan } from './series.ts';

/** Two formats that agree in these are the same, but for how long each phase is. */
const facts = ['id', 'version', 'doorsCloseMinutes'] as const;

type Planned = Awaited<ReturnType<typeof plannedFrom>>[number];

/**
 * Changes a series from one of its occurrences on. A gathering that was moved by itself stays where it was moved to. A new
 * format or length holds for gatherings in which no participant has a seat yet: nobody's evening changes under them.
 * @returns the id of the series that begins
 */
export async function changeFollowing(
	old: Series,
	from: string,
	plan: SeriesPlan,
	by: string,
	now = new Date()
): Promise<{ ok: true; id: string } | { refused: 'series-over' }> {
	const held = await facilitatorsOf(old.circleId, now);
	return db().transaction(async (tx): Promise<{ ok: true; id: string } | { refused: 'series-over' }> => {
		const open = and(eq(series.id, old.id), isNull(series.endsBefore));
		const ended = await tx.update(series).set({ endsBefore: from }).where(open).returning({ id: series.id });
		if (ended.length === 0) return { refused: 'series-over' };
		const [begun] = await tx
			.insert(series)
			.values({ circleId: old.circleId, ...plan })
			.returning();
		await passAsksOn(tx, old.id, begun!.id);
		await carryOver(tx, await plannedFrom(tx, old.id, from, now), begun!, by, now);
		await materialise(tx, begun!, held, now);
		return { ok: true, id: begun!.id };
	});
}

/** Who said yes to the series has said so; who did not answer is still asked. */
async function passAsksOn(tx: Tx, from: string, to: string): Promise<void> {
	await tx.update(asks).set({ seriesId: to }).where(eq(asks.seriesId, from));
}

async function carryOver(tx: Tx, planned: Planned[], begun: Series, by: string, now: Date): Promise<void> {
	const last = Math.max(horizonOf(now).getTime(), ...planned.map(({ at }) => at.getTime() + seriesLimits.nearestMs));
	const dates = occurrencesOf(begun, now, new Date(last));
	// A gathering that was moved by itself stands for its original time.
	const standing = planned.map((one) => ({ ...one, startsAt: one.at, at: one.movedFrom ? momentOf(one.original, begun.zone) : one.at }));
	const kept: typeof standing = [];
	for (const one of standing) {
		const other = one.minutes !== begun.minutes || facts.some((fact) => one.format[fact] !== begun.format[fact]);
		if (other && !(await participantsIn(tx, one.id))) await remove(tx, one.id);
		else kept.push(one);
	}
	for (const { gathering, date } of pairDates(kept, dates, seriesLimits.nearestMs)) {
		if (date) await standFor(tx, gathering, date, begun, by, now);
		else await cancelIn(tx, gathering.id, by, now);
	}
}

/** A gathering stands for an occurrence of the new series, at its time. */
async function standFor(
	tx: Tx,
	gathering: { id: string; startsAt: Date; movedFrom: Date | null },
	date: Occurrence,
	begun: Series,
	by: string,
	now: Date
): Promise<void> {
	const { id } = gathering;
	await tx.update(occurrences).set({ gatheringId: null }).where(eq(occurrences.gatheringId, id));
	await tx.insert(occurrences).values({ seriesId: begun.id, original: date.original, gatheringId: id });
	const same = gathering.startsAt.getTime() === date.at.getTime();
	if (!gathering.movedFrom && !same) await moveIn(tx, id, { startsAt: date.at, zone: begun.zone }, by, now, false);
	const taken = tx.select({ n: count() }).from(seats).where(eq(seats.gatheringId, id));
	await tx
		.update(gatherings)
		.set({ seats: sql`greatest(${begun.seats}, (${taken}))` })
		.where(eq(gatherings.id, id));
}

async function participantsIn(tx: Tx, id: string): Promise<boolean> {
	const [found] = await tx
		.select({ n: count() })
		.from(seats)
		.where(and(eq(seats.gatheringId, id), eq(seats.role, 'participant')));
	return found!.n > 0;
}

/** Nobody but those who hold it knows of it yet: it is planned anew. */
async function remove(tx: Tx, id: string): Promise<void> {
	const gone = await tx.delete(gatherings).where(eq(gatherings.id, id)).returning({ no: gatherings.no });
	await tx.delete(events).where(
		inArray(
			events.gathering,
			gone.map(({ no }) => no)
		)
	);
}
