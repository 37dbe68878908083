// Gatherings as calendar entries. All of ical-generator is here. An entry never names a circle, a theme or a person.

import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { houseAddress } from '../ground/smtp.ts';
import { vtimezone } from './vtimezone.ts';

/** What a calendar is told of a gathering. */
export interface Entry {
	id: string;
	startsAt: Date;
	/** IANA zone in which it was scheduled: the entry keeps its wall clock. */
	zone: string;
	minutes: number;
	/** Rises with every change of the plan. */
	revision: number;
	cancelledAt: Date | null;
}

export interface Written {
	/** This instance's own address, for the way back. */
	origin: string;
	now?: Date;
	/** Whose entry is taken away: the address it was sent to, which a cancellation has to name (RFC 5546). */
	attendee?: string | null;
}

/** One gathering as a calendar file. A cancelled one takes the entry with the same UID away. */
export const icsOf = (entry: Entry, written: Written): string =>
	calendar([entry], written, entry.cancelledAt ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH);

/** The same file for whoever gave their seat back: their entry goes, and what becomes of the gathering reaches it no more. */
export const withdrawnOf = (entry: Entry, written: Written): string => icsOf({ ...entry, cancelledAt: written.now ?? new Date() }, written);

/** Several gatherings as a calendar that programs look at again and again; cancelled ones are marked as such. */
export const feedOf = (entries: Entry[], written: Written): string => calendar(entries, written, ICalCalendarMethod.PUBLISH, true);

function calendar(entries: Entry[], { origin, now = new Date(), attendee }: Written, method: ICalCalendarMethod, feed = false): string {
	const starts = entries.length > 0 ? entries.map(({ startsAt }) => startsAt.getTime()) : [now.getTime()];
	const [first, last] = [Math.min(...starts), Math.max(...starts)];
	const made = ical({
		prodId: { company: 'Evenround', product: 'Evenround', language: 'EN' },
		method,
		// Programs look again once in an hour, and not after a day or a week.
		...(feed && { name: 'Evenround', ttl: 60 * 60 }),
		// The calendar itself has no zone: with one, the library writes DTSTAMP as a local time, which is not valid. One without
		// any entry has, since a calendar of nothing at all is not valid either.
		timezone: { name: entries.length > 0 ? null : 'Etc/UTC', generator: (zone) => vtimezone(zone, first, last) }
	});
	for (const entry of entries) {
		const start = Temporal.Instant.fromEpochMilliseconds(entry.startsAt.getTime()).toZonedDateTimeISO(entry.zone);
		const end = start.add({ minutes: entry.minutes });
		const page = `${origin}/gatherings/${entry.id}`;
		const plain = entry.zone === 'UTC' || !clear(start) || !clear(end);
		made.createEvent({
			id: `${entry.id}@evenround`,
			sequence: entry.revision,
			stamp: now,
			start,
			end,
			timezone: plain ? null : entry.zone,
			summary: 'Evenround',
			// Three times: many programs show one of them only, and it names nothing.
			url: page,
			location: page,
			description: page,
			organizer: { name: 'Evenround', email: houseAddress() },
			attendees: attendee && method === ICalCalendarMethod.CANCEL ? [{ email: attendee }] : [],
			status: entry.cancelledAt ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED
		});
	}
	return made.toString();
}

/** A wall clock's time that comes twice is read differently by different programs: such a moment is said in UTC. */
function clear(at: Temporal.ZonedDateTime): boolean {
	const wall = at.toPlainDateTime();
	const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) => wall.toZonedDateTime(at.timeZoneId, { disambiguation }));
	return earlier!.equals(later!);
}
