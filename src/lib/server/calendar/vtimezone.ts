// A zone's rules as iCalendar says them, from the same tables the entries are reckoned by: each change of the clocks in a span.

import { Temporal } from 'temporal-polyfill';

const stamp = (wall: Temporal.PlainDateTime): string => wall.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/** +01:00 as +0100. */
const offset = (at: Temporal.ZonedDateTime): string => at.offset.replaceAll(':', '');

/**
 * The VTIMEZONE of a zone.
 * @param zone an IANA name
 * @param from the first moment it must be right for, `until` the last, in milliseconds since the epoch
 */
export function vtimezone(zone: string, from: number, until: number): string {
	const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
	const observances: string[] = [];
	let at = first.getTimeZoneTransition('previous');
	observances.push(at ? change(at) : observance('STANDARD', Temporal.PlainDateTime.from('1970-01-01T00:00'), offset(first), offset(first)));
	at = first.getTimeZoneTransition('next');
	// One change beyond the end, so that entries which last over it are right too.
	for (let within = true; at && within; at = at.getTimeZoneTransition('next')) {
		observances.push(change(at));
		within = at.epochMilliseconds <= until;
	}
	return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances, 'END:VTIMEZONE'].join('\r\n');
}

/** A change of the clocks: the wall time at which it comes is that of the clock before it. */
function change(at: Temporal.ZonedDateTime): string {
	const before = at.subtract({ seconds: 1 });
	const wall = before.toPlainDateTime().add({ seconds: 1 });
	return observance(at.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD', wall, offset(before), offset(at));
}

const observance = (kind: 'STANDARD' | 'DAYLIGHT', wall: Temporal.PlainDateTime, before: string, after: string): string =>
	[`BEGIN:${kind}`, `DTSTART:${stamp(wall)}`, `TZOFFSETFROM:${before}`, `TZOFFSETTO:${after}`, `END:${kind}`].join('\r\n');
