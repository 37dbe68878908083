// What begins in the next 24 hours, who holds it and who is on call for it. For operators; it changes nothing.

import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm';
import type { CannotBegin } from '../../gathering/course/beginning.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { wouldNotBegin } from '../planning/beginning.ts';
import { coverOf } from '../oncall/cover.ts';
import { readyFor } from '../oncall/duty.ts';
import { onCallThroughout } from '../oncall/roster.ts';
import { endOf } from '../planning/schedule.ts';
import { expected } from '../seats/seating.ts';

const aheadMs = 24 * 60 * 60_000;
/** No gathering is longer than this: what began before is over. */
const longestMs = 4 * 60 * 60_000;

export interface Tonight {
	id: string;
	title: string;
	startsAt: Date;
	zone: string;
	/** Credentialed people who hold it and have a seat. */
	holding: number;
	/** Those who are on call for the whole of it, or for what is left of it. */
	throughout: string[];
	/** At every moment somebody is on call, one after the other. */
	covered: boolean;
	/** Why it would not begin with those who are expected, by the machine's own rule; null when it would, or is on. */
	cannot: CannotBegin;
}

/** Every gathering that is on or begins within a day, earliest first. Rehearsals are not among them. */
export async function tonight(now = new Date()): Promise<Tonight[]> {
	const rows = await db()
		.select({ gathering: gatherings, title: circles.title })
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(
			and(
				eq(circles.rehearsal, false),
				isNull(gatherings.cancelledAt),
				gt(gatherings.startsAt, new Date(now.getTime() - longestMs)),
				lt(gatherings.startsAt, new Date(now.getTime() + aheadMs))
			)
		)
		.orderBy(asc(gatherings.startsAt));
	const ahead = rows.filter(({ gathering }) => endOf(gathering) > now);
	return Promise.all(
		ahead.map(async ({ gathering, title }) => {
			const { id, circleId, startsAt, zone, minutes } = gathering;
			const end = endOf({ startsAt, minutes });
			const from = Math.max(startsAt.getTime(), now.getTime());
			const [cover, ready, who] = await Promise.all([coverOf(id, now), readyFor(circleId, now, end), expected(id, startsAt)]);
			return {
				id,
				title,
				startsAt,
				zone,
				holding: cover?.seated ?? 0,
				throughout: ready.filter(({ duty }) => onCallThroughout([duty], from, end.getTime())).map(({ name }) => name),
				covered: cover?.onCall ?? false,
				cannot: startsAt > now ? await wouldNotBegin(gathering, who, cover, now) : null
			};
		})
	);
}
