// Finding circles by what they are about, the language, for whom they are, and when they meet on the clock of whoever looks.
// Only circles that say how a stranger comes in: never those by invitation, never rehearsals, never a cohort that has begun.

import { and, arrayContains, asc, desc, eq, gt, inArray, isNull, ne, notExists, sql, lte, or, type SQL } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { openTo } from './shut-out.ts';
import { languages, populations, type Orientation } from '../../admission/choices.ts';

/** Parts of the day, in hours of the clock of whoever looks. The night goes past midnight. */
export const partsOfDay = { morning: [5, 12], afternoon: [12, 17], evening: [17, 22], night: [22, 5] } as const;
export type PartOfDay = keyof typeof partsOfDay;

export interface FindWish {
	/** Words as somebody types them into a search; empty for any. */
	words: string;
	language: string | null;
	tag: string | null;
	/** 1 Monday to 7 Sunday. */
	weekday: number | null;
	part: PartOfDay | null;
	/** Only evenings of this kind, where one learns how a circle works. */
	orientation: Orientation | null;
}

export interface FoundCircle {
	id: string;
	title: string;
	theme: string;
	language: string;
	tags: string[];
	access: 'open' | 'approval';
	prerequisite: string | null;
	/** The next ones; none when nothing is planned. */
	next: { startsAt: Date; minutes: number }[];
}

export const findLimits = { most: 60, next: 3, wordsChars: 80 } as const;

/** The dictionary of each circle's own language. */
const dictionary = sql`(case ${circles.language} ${sql.join(
	Object.entries(languages).map(([code, name]) => sql`when ${code} then ${name}`),
	sql` `
)} else 'simple' end)::regconfig`;

const mayBeFound = (now: Date) =>
	and(
		inArray(circles.access, ['open', 'approval']),
		eq(circles.rehearsal, false),
		or(
			eq(circles.cohort, false),
			notExists(
				db()
					.select({ id: gatherings.id })
					.from(gatherings)
					.where(and(eq(gatherings.circleId, circles.id), isNull(gatherings.cancelledAt), lte(gatherings.startsAt, now)))
			)
		)
	);

/** Which gatherings fit a wish: their format, and when they begin on the clock of a zone. */
function fitting({ weekday, part, orientation }: FindWish, zone: string): SQL | undefined {
	const wall = sql`(${gatherings.startsAt} at time zone ${zone})`;
	const hour = sql`extract(hour from ${wall})`;
	const [from, until] = part ? partsOfDay[part] : [0, 24];
	const within = from < until ? sql`(${hour} >= ${from} and ${hour} < ${until})` : sql`(${hour} >= ${from} or ${hour} < ${until})`;
	return and(
		part ? within : undefined,
		weekday ? sql`extract(isodow from ${wall}) = ${weekday}` : undefined,
		orientation ? sql`${gatherings.format}->>'id' = ${orientation}` : undefined
	);
}

/**
 * The circles that fit a wish; those that meet soonest first, then those in which nothing is planned.
 * @param accountId of whoever looks: circles that are not open to them are not there
 * @param zone the IANA zone of whoever looks: days and hours are theirs
 */
export async function findCircles(wish: FindWish, accountId: string, zone: string, now = new Date()): Promise<FoundCircle[]> {
	const text = sql`concat_ws(' ', ${circles.title}, ${circles.theme}, ${circles.isFor}, array_to_string(${circles.tags}, ' '))`;
	const timed = wish.weekday !== null || wish.part !== null || wish.orientation !== null;
	const ahead = and(isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now), fitting(wish, zone));
	const soonest = db()
		.select({ circleId: gatherings.circleId, at: sql<Date>`min(${gatherings.startsAt})`.as('at') })
		.from(gatherings)
		.where(ahead)
		.groupBy(gatherings.circleId)
		.as('soonest');
	const found = await db()
		.select({ circle: circles })
		.from(circles)
		.leftJoin(soonest, eq(soonest.circleId, circles.id))
		.where(
			and(
				mayBeFound(now),
				openTo(accountId),
				wish.words ? sql`to_tsvector(${dictionary}, ${text}) @@ websearch_to_tsquery(${dictionary}, ${wish.words})` : undefined,
				wish.language ? eq(circles.language, wish.language) : undefined,
				wish.tag ? arrayContains(circles.tags, [wish.tag]) : undefined,
				timed ? sql`${soonest.at} is not null` : undefined
			)
		)
		.orderBy(sql`${soonest.at} asc nulls last`, asc(circles.title))
		.limit(findLimits.most);
	const dates = await nextOf(
		found.map(({ circle }) => circle.id),
		ahead
	);
	return found.map(({ circle: { id, title, theme, language, tags, access, prerequisite } }) => ({
		id,
		title,
		theme,
		language,
		tags,
		access: access as FoundCircle['access'],
		prerequisite,
		next: dates
			.filter(({ circleId }) => circleId === id)
			.slice(0, findLimits.next)
			.map(({ startsAt, minutes }) => ({ startsAt, minutes }))
	}));
}

async function nextOf(ids: string[], ahead: SQL | undefined) {
	if (ids.length === 0) return [];
	return db()
		.select({ circleId: gatherings.circleId, startsAt: gatherings.startsAt, minutes: gatherings.minutes })
		.from(gatherings)
		.where(and(inArray(gatherings.circleId, ids), ahead))
		.orderBy(asc(gatherings.startsAt));
}

/** What can be chosen: the languages that are spoken in a circle one could find, the list of whom they are for, and hosts' own words. */
export async function choices(now = new Date()): Promise<{ languages: string[]; tags: string[] }> {
	const spoken = await db().selectDistinct({ language: circles.language }).from(circles).where(mayBeFound(now)).orderBy(circles.language);
	const tag = sql<string>`unnest(${circles.tags})`.as('tag');
	const tagged = db().select({ tag }).from(circles).where(mayBeFound(now)).as('tagged');
	const n = sql`count(*)`;
	const used = await db()
		.select({ tag: tagged.tag })
		.from(tagged)
		.where(ne(tagged.tag, ''))
		.groupBy(tagged.tag)
		.orderBy(desc(n), tagged.tag)
		.limit(40);
	const listed = Object.keys(populations);
	return {
		languages: spoken.map(({ language }) => language),
		tags: [...listed, ...used.map(({ tag }) => tag).filter((tag) => !listed.includes(tag))]
	};
}
