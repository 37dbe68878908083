// Gatherings as calendar entries. All of ical-generator is here. An entry never names a circle, a theme or a person.

import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
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

interface Written {
	/** This instance's own address, for the way back. */
	origin: string;
	now?: Date;
}

/** One gathering as a calendar file. A cancelled one takes the entry with the same UID away. */
export const icsOf = (entry: Entry, written: Written): string =>
	calendar([entry], written, entry.cancelledAt ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH);

/** Several gatherings as a calendar that programs look at again and again; cancelled ones are marked as such. */
export const feedOf = (entries: Entry[], written: Written): string => calendar(entries, written, ICalCalendarMethod.PUBLISH);

function calendar(entries: Entry[], { origin, now = new Date() }: Written, method: ICalCalendarMethod): string {
	const starts = entries.map(({ startsAt }) => startsAt.getTime());
	const [first, last] = [Math.min(...starts), Math.max(...starts)];
	const made = ical({
		prodId: { company: 'Evenround', product: 'Evenround', language: 'EN' },
		method,
		// The calendar itself has no zone: with one, the library writes DTSTAMP as a local time, which is not valid.
		timezone: { name: null, generator: (zone) => vtimezone(zone, first, last) }
	});
	for (const entry of entries) {
		const start = Temporal.Instant.fromEpochMilliseconds(entry.startsAt.getTime()).toZonedDateTimeISO(entry.zone);
		const end = start.add({ minutes: entry.minutes });
		const plain = entry.zone === 'UTC' || !clear(start) || !clear(end);
		made.createEvent({
			id: `${entry.id}@evenround`,
			sequence: entry.revision,
			stamp: now,
			start,
			end,
			timezone: plain ? null : entry.zone,
			summary: 'Evenround',
			url: `${origin}/gatherings/${entry.id}`,
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
