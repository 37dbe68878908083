// Series: begun by a host, planned ahead as gatherings by whichever node looks first, ended by a host.

import { and, asc, eq, gt, gte, isNotNull, isNull, notInArray } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db, type Tx } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { occurrences, series } from '../db/schema-series.ts';
import { askFacilitators } from './asking.ts';
import { withoutHost } from '../circles/hosts.ts';
import { facilitatorsOf, type CircleFacilitator } from '../circles/circles.ts';
import { plant } from './schedule.ts';
import { tellPlanned } from '../circles/subscriptions.ts';
import type { Format } from '../../gathering/types.ts';
import { seriesLimits } from './limits.ts';
import { cancelIn } from './moving.ts';
import { localOf, occurrencesOf } from './recurrence.ts';

export type Series = typeof series.$inferSelect;

/** What a host decides about a series. It must have been checked. */
export interface SeriesPlan {
	format: Format;
	/** `2026-11-26T19:00`, on the wall clock of `zone`. */
	localStart: string;
	zone: string;
	minutes: number;
	seats: number;
	rule: string;
	/** Days to leave out. */
	exceptions: string[];
}

const dayMs = 86_400_000;
export const horizonOf = (now: Date): Date => new Date(now.getTime() + seriesLimits.horizonDays * dayMs);

/** Begins a series: those who hold the circle are asked once for all of it, and its first gatherings are planned. Returns its id. */
export async function beginSeries(circleId: string, plan: SeriesPlan, now = new Date()): Promise<string> {
	const held = await facilitatorsOf(circleId, now);
	return db().transaction(async (tx) => {
		const [row] = await tx
			.insert(series)
			.values({ circleId, ...plan })
			.returning();
		await askFacilitators(tx, circleId, { seriesId: row!.id }, held, now);
		await materialise(tx, row!, held, now);
		const [first] = await plannedFrom(tx, row!.id, '', now);
		if (first) await tellPlanned(tx, circleId, first.id);
		return row!.id;
	});
}

/**
 * Plans the occurrences of a series up to the horizon that have no gathering yet. Several nodes may do it at once: an
 * occurrence is somebody's only, and whoever comes second finds it taken.
 */
export async function materialise(
	tx: Tx,
	{ id, circleId, format, minutes, seats, ...times }: Series,
	held: CircleFacilitator[],
	now: Date
): Promise<void> {
	for (const { original, at } of occurrencesOf(times, now, horizonOf(now))) {
		const [fresh] = await tx.insert(occurrences).values({ seriesId: id, original }).onConflictDoNothing().returning();
		if (!fresh) continue;
		const gatheringId = await plant(tx, circleId, held, { format, startsAt: at, zone: times.zone, minutes, seats }, id, now);
		await tx
			.update(occurrences)
			.set({ gatheringId })
			.where(and(eq(occurrences.seriesId, id), eq(occurrences.original, original)));
	}
}

/** Plans what is due of every series that goes on. A circle whose hosts are all locked out waits. */
export async function runSeries(now = new Date()): Promise<void> {
	const going = await db()
		.select({ id: series.id, circleId: series.circleId })
		.from(series)
		.where(and(isNull(series.endsBefore), notInArray(series.circleId, withoutHost())));
	await eachAlone('series', going, async ({ id, circleId }) => {
		const held = await facilitatorsOf(circleId, now);
		await db().transaction(async (tx) => {
			// Held, so that it is not ended or changed by a host in the same moment.
			const [row] = await tx
				.select()
				.from(series)
				.where(and(eq(series.id, id), isNull(series.endsBefore)))
				.for('no key update');
			if (row) await materialise(tx, row, held, now);
		});
	});
}

/** The series of a circle that go on. */
export const seriesOf = (circleId: string): Promise<Series[]> =>
	db()
		.select()
		.from(series)
		.where(and(eq(series.circleId, circleId), isNull(series.endsBefore)))
		.orderBy(asc(series.createdAt));

/** A series of a circle, or null; an id of another circle's is not found. */
export async function seriesById(circleId: string, id: string): Promise<Series | null> {
	const [found] = await db()
		.select()
		.from(series)
		.where(and(eq(series.id, id), eq(series.circleId, circleId)));
	return found ?? null;
}

/** The occurrence a gathering stands for, or null when it is no part of a series that goes on. */
export async function occurrenceOf(gatheringId: string) {
	const [found] = await db()
		.select({ seriesId: occurrences.seriesId, original: occurrences.original })
		.from(occurrences)
		.innerJoin(series, eq(series.id, occurrences.seriesId))
		.where(and(eq(occurrences.gatheringId, gatheringId), isNull(series.endsBefore)));
	return found ?? null;
}

/** Leaves one day out of a series; a gathering that is planned for it already is called off. */
export async function leaveOut(id: string, day: string, by: string, now = new Date()): Promise<void> {
	await db().transaction(async (tx) => {
		const [row] = await tx.select().from(series).where(eq(series.id, id)).for('no key update');
		if (!row || row.exceptions.includes(day) || row.exceptions.length >= seriesLimits.mostExceptions) return;
		await tx
			.update(series)
			.set({ exceptions: [...row.exceptions, day].sort() })
			.where(eq(series.id, id));
		for (const one of await plannedFrom(tx, id, day, now)) if (one.original.startsWith(day)) await cancelIn(tx, one.id, by, now);
	});
}

/** Ends a series: from this occurrence on there is none any more, and what was planned is called off. */
export async function endSeries(id: string, from: string, by: string, now = new Date()): Promise<void> {
	await db().transaction(async (tx) => {
		await tx
			.update(series)
			.set({ endsBefore: from })
			.where(and(eq(series.id, id), isNull(series.endsBefore)));
		for (const one of await plannedFrom(tx, id, from, now)) await cancelIn(tx, one.id, by, now);
	});
}

/** The gatherings of a series from an occurrence on that are still to begin, in their order. */
export async function plannedFrom(tx: Tx, seriesId: string, from: string, now: Date) {
	return tx
		.select({
			id: gatherings.id,
			original: occurrences.original,
			at: gatherings.startsAt,
			movedFrom: gatherings.movedFrom,
			minutes: gatherings.minutes,
			format: gatherings.format
		})
		.from(occurrences)
		.innerJoin(gatherings, eq(gatherings.id, occurrences.gatheringId))
		.where(
			and(
				eq(occurrences.seriesId, seriesId),
				gte(occurrences.original, from),
				isNotNull(occurrences.gatheringId),
				isNull(gatherings.cancelledAt),
				gt(gatherings.startsAt, now)
			)
		)
		.orderBy(asc(occurrences.original));
}

/** The occurrence from which on a host may change or end a series: the first that is still to begin. */
export const firstAhead = (times: Series, now = new Date()): string =>
	occurrencesOf(times, now, new Date(now.getTime() + seriesLimits.untilDays * dayMs), 1)[0]?.original ?? localOf(now, times.zone);
