// What happened with power in a gathering, for whoever sat in it: pauses, and what was done to their own seat. Read from the
// log, so it can be read as long as the map of seats is there. Who, when, and how it ended; never why. Changes nothing.

import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Seat } from '../../gathering/types.ts';
import { pausesOf, type Pause } from '../care/pauses.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { events, gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';

const minuteMs = 60_000;
const done = ['ADMIT', 'SEND_BACK', 'REMOVE', 'OPEN_CARD', 'RESEAT'] as const;
type Done = (typeof done)[number];
const isDone = (type: string): type is Done => done.some((one) => one === type);

export interface Recorded {
	pauses: (Pick<Pause, 'kind' | 'from' | 'until' | 'ended'> & { leaders: string[] })[];
	/** What others did to one's own seat. */
	own: { what: Done; by: string; at: Date }[];
}

/** The record of one gathering, as the person in this seat reads it; empty for who never came in. */
export async function recordOf(gatheringId: string, seat: Seat): Promise<Recorded> {
	const [{ pauses }, names, rows] = await Promise.all([
		pausesOf(gatheringId),
		db().select({ seat: seats.seat, name: seats.name }).from(seats).where(eq(seats.gatheringId, gatheringId)),
		db()
			.select({ type: events.type, actor: events.actor, at: events.at, data: events.data })
			.from(events)
			.innerJoin(gatherings, eq(gatherings.no, events.gathering))
			.where(and(eq(gatherings.id, gatheringId), inArray(events.type, ['JOIN', ...done])))
			.orderBy(events.version)
	]);
	if (!rows.some(({ type, actor }) => type === 'JOIN' && actor === seat)) return { pauses: [], own: [] };
	const nameOf = (by: number) => names.find((one) => one.seat === by)?.name ?? 'somebody whose seat is empty now';
	return {
		pauses: pauses.map(({ leaders, kind, from, until, ended }) => ({
			kind,
			from,
			until,
			ended,
			leaders: [...new Set(leaders)].map(nameOf)
		})),
		own: rows.flatMap(({ type, actor, at, data }) =>
			isDone(type) && actor !== seat && (data as { seat: Seat }).seat === seat ? [{ what: type, by: nameOf(actor), at }] : []
		)
	};
}

export interface RecordedGathering extends Recorded {
	id: string;
	title: string;
	startsAt: Date;
}

/** The same for every gathering in which an account still has a seat and something is on record; the newest first. */
export async function recordsOf(accountId: string): Promise<RecordedGathering[]> {
	const sat = await db()
		.select({ id: gatherings.id, seat: seats.seat, title: circles.title, startsAt: gatherings.startsAt })
		.from(seats)
		.innerJoin(gatherings, eq(gatherings.id, seats.gatheringId))
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(and(eq(seats.accountId, accountId), isNull(gatherings.cancelledAt)))
		.orderBy(desc(gatherings.startsAt))
		.limit(40);
	const all = await Promise.all(sat.map(async ({ seat, ...about }) => ({ ...about, ...(await recordOf(about.id, seat)) })));
	return all.filter(({ pauses, own }) => pauses.length + own.length > 0);
}

/** A record as a page shows it: times in words. */
export const shownRecord = ({ pauses, own }: Recorded, inWords: (at: Date) => string) => ({
	pauses: pauses.map(({ from, until, ...pause }) => ({
		...pause,
		from: inWords(from),
		minutes: until && Math.max(1, Math.round((until.getTime() - from.getTime()) / minuteMs))
	})),
	own: own.map(({ at, ...one }) => ({ ...one, at: inWords(at) }))
});
