// A recurrence as a person says it. Pure.

import { Temporal } from 'temporal-polyfill';
import { zoneName } from '../../world/zones.ts';
import { recurrenceOf } from './recurrence.ts';

const ordinals = ['first', 'second', 'third', 'fourth'] as const;
const long = (date: Temporal.PlainDate): string => date.toLocaleString('en-GB', { dateStyle: 'long' });

/** "Every 2 weeks on Thursday at 19:00 (Europe/Berlin), until 31 March 2027". */
export function ruleInWords(rule: string, localStart: string, zone: string): string {
	const { repeat, every, until, count } = recurrenceOf(rule);
	const start = Temporal.PlainDateTime.from(localStart);
	const weekday = start.toLocaleString('en-GB', { weekday: 'long' });
	const unit = repeat === 'weekly' ? 'week' : 'month';
	const often = every === 1 ? `Every ${unit}` : `Every ${every} ${unit}s`;
	const on = {
		weekly: weekday,
		monthlyWeekday: `the ${ordinals[Math.ceil(start.day / 7) - 1]} ${weekday}`,
		monthlyLast: `the last ${weekday}`,
		monthlyDay: `day ${start.day} of the month`
	}[repeat];
	const left = repeat === 'monthlyDay' && start.day > 28 ? '; months without that day are left out' : '';
	const end = count !== null ? `, ${count} times` : until !== null ? `, until ${long(Temporal.PlainDate.from(until))}` : '';
	return `${often} on ${on} at ${start.toPlainTime().toString({ smallestUnit: 'minute' })} (${zoneName(zone)})${end}${left}`;
}
