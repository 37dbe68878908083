// Reads the forms of the page "On call": times of the wall clock become shifts and instants. Knows no database.

import { Temporal } from 'temporal-polyfill';
import { text, whole } from '../forms/forms.ts';
import { isId } from '../access/index.ts';
import type { Shift } from './roster.ts';

const clock = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes after midnight of a time such as `19:30`, or null. */
function minutesOf(time: string): number | null {
	const found = clock.exec(time);
	return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** The circle a form names: an id, null for every circle, undefined for something odd. */
export function scopeOf(form: FormData): string | null | undefined {
	const named = text(form, 'circle');
	return named === '' ? null : isId(named) ? named : undefined;
}

/** A weekly shift on the clock of a zone, or null when a field is odd. */
export function shiftFrom(form: FormData, zone: string): Shift | null {
	const weekday = whole(form, 'weekday', 1, 7);
	const fromMinute = minutesOf(text(form, 'from'));
	const untilMinute = minutesOf(text(form, 'until'));
	return weekday === null || fromMinute === null || untilMinute === null ? null : { zone, weekday, fromMinute, untilMinute };
}

/** The next moment at which a zone's clock shows a time, or null when that is no time. */
export function nextAt(time: string, zone: string, now: Date): Date | null {
	if (!clock.test(time)) return null;
	const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
	const moments = [today, today.add({ days: 1 })].map(
		(date) => date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
	);
	const next = moments.find((at) => at > now.getTime());
	return next === undefined ? null : new Date(next);
}

/** From the first moment of one day to the last of another, in a zone; null when a day does not exist. */
export function daysFrom(first: string, last: string, zone: string): { from: Date; until: Date } | null {
	try {
		const begin = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(zone).epochMilliseconds);
		return { from: begin(Temporal.PlainDate.from(first)), until: begin(Temporal.PlainDate.from(last).add({ days: 1 })) };
	} catch {
		return null;
	}
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Minutes after midnight as a clock shows them. */
export const asTime = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
