// Who is on call at a moment: the week's pattern on a zone's clock, and what was said since. Pure.

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../gathering/types.ts';

export interface Shift {
	/** IANA zone. */
	zone: string;
	/** 1 Monday to 7 Sunday. */
	weekday: number;
	/** Minutes after midnight. `untilMinute` not after `fromMinute`: on the next day. */
	fromMinute: number;
	untilMinute: number;
}
/** On call now, or away, whatever the week says. */
export interface Said {
	on: boolean;
	from: Instant;
	until: Instant;
	saidAt: Instant;
}
export interface Duty {
	shifts: Shift[];
	said: Said[];
}
export interface Span {
	from: Instant;
	until: Instant;
}

const dayMs = 86_400_000;

/**
 * A shift as it begins on one date. Where the clocks go back it takes the longer of two readings, and where they go
 * forward nothing of it is lost but the hour that does not exist.
 */
function on(date: Temporal.PlainDate, { zone, fromMinute, untilMinute }: Shift): Span {
	const ends = untilMinute > fromMinute ? date : date.add({ days: 1 });
	const at = (day: Temporal.PlainDate, minute: number, disambiguation: 'earlier' | 'later') =>
		day.toPlainDateTime().add({ minutes: minute }).toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
	return { from: at(date, fromMinute, 'earlier'), until: at(ends, untilMinute, 'later') };
}

/** The spans of a weekly shift that touch a time. */
export function spansOf(shift: Shift, from: Instant, until: Instant): Span[] {
	const dateAt = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(shift.zone).toPlainDate();
	const last = dateAt(until);
	const found: Span[] = [];
	for (let date = dateAt(from - dayMs); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
		if (date.dayOfWeek !== shift.weekday) continue;
		const span = on(date, shift);
		if (span.until > from && span.from <= until) found.push(span);
	}
	return found;
}

const covers = (span: Span, at: Instant): boolean => span.from <= at && at < span.until;

/** Whether somebody is on call at a moment. What was said last about it counts; without a word, the week does. */
export function onCallAt({ shifts, said }: Duty, at: Instant): boolean {
	const newest = said.filter((s) => covers(s, at)).sort((a, b) => b.saidAt - a.saidAt)[0];
	return newest ? newest.on : shifts.some((shift) => spansOf(shift, at, at).some((span) => covers(span, at)));
}

/** The spans of a time in which at every moment at least one of several people is on call. */
export function coveredSpans(duties: Duty[], from: Instant, until: Instant): Span[] {
	const edges = duties.flatMap(({ shifts, said }) =>
		[...said, ...shifts.flatMap((shift) => spansOf(shift, from, until))].flatMap((span) => [span.from, span.until])
	);
	const moments = [...new Set([from, ...edges.filter((at) => at > from && at < until)])].sort((a, b) => a - b);
	const found: Span[] = [];
	for (const [index, at] of moments.entries()) {
		if (!duties.some((duty) => onCallAt(duty, at))) continue;
		const ends = moments[index + 1] ?? until;
		const last = found.at(-1);
		if (last?.until === at) last.until = ends;
		else found.push({ from: at, until: ends });
	}
	return found;
}

/** Whether at every moment of a time at least one of several people is on call. */
export function onCallThroughout(duties: Duty[], from: Instant, until: Instant): boolean {
	const edges = duties.flatMap(({ shifts, said }) =>
		[...said, ...shifts.flatMap((shift) => spansOf(shift, from, until))].flatMap((span) => [span.from, span.until])
	);
	const moments = [from, ...edges.filter((at) => at > from && at < until)];
	return moments.every((at) => duties.some((duty) => onCallAt(duty, at)));
}
