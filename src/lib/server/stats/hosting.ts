// What a host's page shows: the releases of circles they host, and how they chose to count.

import { and, asc, eq, inArray } from 'drizzle-orm';
import { rarelyEnough } from '../../stats/shown.ts';
import { beginOf, beginsQuarter } from '../../stats/months.ts';
import type { Choice } from '../../stats/types.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { hostedBy } from '../circles/hosts.ts';
import { periodChoiceOf } from './choices.ts';
import { monthNumberOf } from './frozen.ts';
import { statisticsOff, type Off } from './logins.ts';
import { releasesTo, type Release } from './reading.ts';

/** A release with the circles that are counted in it. */
export interface Named extends Release {
	names: string[];
}

export interface Statistics {
	/** Why there are none here. */
	off: Off | null;
	/** Newest first, with the names of the circles that are counted in it. */
	releases: Named[];
	choice: Choice;
	/** When a choice made now holds, by period. */
	from: { month: Date; quarter: Date };
	/** Months rarely reach what is shown. */
	quartersWouldShowMore: boolean;
}

/** The circles somebody hosts; rehearsals are not among them. */
export const hosted = (accountId: string): Promise<{ id: string; title: string }[]> =>
	db()
		.select({ id: circles.id, title: circles.title })
		.from(circles)
		.where(and(inArray(circles.id, hostedBy(accountId)), eq(circles.rehearsal, false)))
		.orderBy(asc(circles.title));

/**
 * @param circle only what counts this circle
 * What counts a circle they host no more is not shown.
 */
export async function statisticsOf(accountId: string, circle?: string, now = new Date()): Promise<Statistics> {
	const [off, mine, choice] = await Promise.all([statisticsOff(), hosted(accountId), periodChoiceOf(accountId)]);
	const titles = new Map(mine.map(({ id, title }) => [id, title]));
	const found = off ? [] : await releasesTo(accountId, circle);
	const releases = found
		.filter(({ circles }) => circles.every((id) => titles.has(id)))
		.map((release) => ({ ...release, names: release.circles.map((id) => titles.get(id)!).sort() }));
	const next = monthNumberOf(now) + 1;
	const quarter = [next, next + 1, next + 2].find(beginsQuarter)!;
	const from = { month: new Date(beginOf(next)), quarter: new Date(beginOf(quarter)) };
	return { off, releases, choice, from, quartersWouldShowMore: choice.period === 'month' && rarelyEnough(releases) };
}
