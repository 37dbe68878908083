// When a series meets. The rule is worked out on the wall clock alone, then each time is set into its zone: so 19:00 stays
// 19:00 when the clocks change. A time they jump over is held as much later as they jump; of a time that comes twice the
// first one is meant. Pure.

import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** On the same weekday each week; on the n-th or the last of that weekday, or on the same day, of each month. */
export const repeats = ['weekly', 'monthlyWeekday', 'monthlyLast', 'monthlyDay'] as const;
export type Repeat = (typeof repeats)[number];

export interface Recurrence {
	repeat: Repeat;
	/** Every so many weeks or months. */
	every: number;
	/** The last day it may be on, `2027-03-31`; or how often it is; or neither. */
	until: string | null;
	count: number | null;
}

/** What a series says of its times; see the table `series`. */
export interface Times {
	rule: string;
	zone: string;
	localStart: string;
	exceptions: string[];
	endsBefore: string | null;
}

export interface Occurrence {
	/** On the wall clock, as the rule gives it: `2026-11-26T19:00`. It names the occurrence for good. */
	original: string;
	at: Date;
}

const dayMs = 86_400_000;
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** Whether a date is among the last seven of its month. */
const inLastWeek = (date: Temporal.PlainDate): boolean => date.day + 7 > date.daysInMonth;
const nth = (date: Temporal.PlainDate): number => Math.ceil(date.day / 7);

/**
 * The RRULE of a recurrence that begins at a local time. A fifth weekday means the last one of each month.
 * `not-last` when the first day is not the last of its weekday.
 */
export function ruleOf({ repeat, every, until, count }: Recurrence, localStart: string): string | { refused: 'not-last' } {
	const date = Temporal.PlainDateTime.from(localStart).toPlainDate();
	if (repeat === 'monthlyLast' && !inLastWeek(date)) return { refused: 'not-last' };
	const weekday = weekdays[date.dayOfWeek - 1]!;
	const last = repeat === 'monthlyLast' || nth(date) > 4;
	const days = {
		weekly: `FREQ=WEEKLY;BYDAY=${weekday}`,
		monthlyWeekday: `FREQ=MONTHLY;BYDAY=${last ? -1 : nth(date)}${weekday}`,
		monthlyLast: `FREQ=MONTHLY;BYDAY=-1${weekday}`,
		monthlyDay: `FREQ=MONTHLY;BYMONTHDAY=${date.day}`
	}[repeat];
	const end = count !== null ? `;COUNT=${count}` : until !== null ? `;UNTIL=${until.replaceAll('-', '')}T235959Z` : '';
	return `${days};INTERVAL=${every}${end}`;
}

/** The recurrence that a rule of ours says. */
export function recurrenceOf(rule: string): Recurrence {
	const parts = Object.fromEntries(rule.split(';').map((part) => part.split('=') as [string, string]));
	const repeat: Repeat =
		parts.FREQ === 'WEEKLY' ? 'weekly' : parts.BYMONTHDAY ? 'monthlyDay' : parts.BYDAY?.startsWith('-1') ? 'monthlyLast' : 'monthlyWeekday';
	return {
		repeat,
		every: Number(parts.INTERVAL),
		until: parts.UNTIL?.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3') ?? null,
		count: parts.COUNT ? Number(parts.COUNT) : null
	};
}

/** The moment of a wall clock's time in a zone. */
export const momentOf = (local: string, zone: string): Date =>
	new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);

/** What the wall clock of a zone shows at a moment: `2026-11-26T19:00`. */
export const localOf = (at: Date, zone: string): string =>
	Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

/**
 * The occurrences that begin after `from` and not after `until`, earliest first.
 * @param most no more than these
 */
export function occurrencesOf(times: Times, from: Date, until: Date, most = Infinity): Occurrence[] {
	const { rule, zone, localStart, exceptions, endsBefore } = times;
	const dtstart = Temporal.PlainDateTime.from(localStart).toZonedDateTime('UTC');
	// Zones are at most a day apart from UTC; what is too early or too late is left out below, by its real moment.
	const window = [from.getTime() - dayMs, until.getTime() + dayMs].map((ms) => new Date(ms)) as [Date, Date];
	const found: Occurrence[] = [];
	for (const one of new RRuleTemporal({ rruleString: rule, dtstart }).between(...window, true)) {
		const original = Temporal.PlainDateTime.from(one.toPlainDateTime().toString()).toString({ smallestUnit: 'minute' });
		const at = momentOf(original, zone);
		if (endsBefore !== null && original >= endsBefore) break;
		if (exceptions.includes(original.slice(0, 10)) || at <= from || at > until) continue;
		if (found.push({ original, at }) >= most) break;
	}
	return found;
}
