// When somebody is on call in the weeks to come, for whoever plans a gathering that asks for it.

import { inShort } from '../ground/zones.ts';
import { coverThroughout } from './cover.ts';
import { readyFor } from './duty.ts';
import { coveredSpans } from './roster.ts';

const dayMs = 86_400_000;
const stepMs = 15 * 60_000;
export const coveredLimits = { days: 28, most: 5 } as const;
/** Of a circle that is not there yet: only what people said for every circle counts. */
const noCircle = '00000000-0000-0000-0000-000000000000';

export interface CoveredTime {
	/** The earliest and the latest moment at which a gathering of that length may begin. */
	from: Date;
	latest: Date;
	until: Date;
}

/**
 * The next times at which a gathering of a length is covered from outside, soonest first. Nobody's name is told.
 * @param circleId null for one that is still to be begun
 * @param after they begin no earlier
 */
export async function coveredTimes(circleId: string | null, minutes: number, after: Date, now = new Date()): Promise<CoveredTime[]> {
	const until = new Date(Math.max(now.getTime(), after.getTime()) + coveredLimits.days * dayMs);
	const circle = circleId ?? noCircle;
	const ready = await readyFor(circle, now);
	const from = Math.ceil(Math.max(now.getTime() + stepMs, after.getTime()) / stepMs) * stepMs;
	const found: CoveredTime[] = [];
	for (const span of coveredSpans(
		ready.map(({ duty }) => duty),
		from,
		until.getTime()
	)) {
		const time = {
			from: new Date(Math.ceil(span.from / stepMs) * stepMs),
			latest: new Date(span.until - minutes * 60_000),
			until: new Date(span.until)
		};
		const ends = new Date(time.from.getTime() + minutes * 60_000);
		// A credential may end before that day comes: asked as planning will ask.
		if (time.from <= time.latest && (await coverThroughout(circle, time.from, ends, [], now))) found.push(time);
		if (found.length === coveredLimits.most) break;
	}
	return found;
}

/** "Wed, 25 Nov, 19:00 to Wed, 25 Nov, 22:00", on a zone's clock. */
export const spanInWords = ({ from, until }: CoveredTime, zone: string): string => `${inShort(from, zone)} to ${inShort(until, zone)}`;
