// Local times and zones. A wall clock's time that does not exist, or comes twice, gets a clear answer instead of a guess.

import { Temporal } from 'temporal-polyfill';

export type TimeRefusal = 'no-such-zone' | 'no-such-date' | 'skipped' | 'twice';
/** Which of two equal times of the wall clock is meant, when the clocks go back. */
export type Which = 'earlier' | 'later' | null;

/** Whether this is a zone one can schedule in. */
export function isZone(zone: string): boolean {
	try {
		Temporal.Now.zonedDateTimeISO(zone);
		return /^(UTC|[A-Za-z_]+\/[A-Za-z_/+-]+)$/.test(zone);
	} catch {
		return false;
	}
}

/**
 * The instant of a local date and time, as a form gives it (`2026-11-25T19:00`), in a zone.
 * `skipped` when the clocks jump over it; `twice` when it comes twice and `which` does not say which one.
 */
export function instantOf(local: string, zone: string, which: Which = null): { at: Date } | { refused: TimeRefusal } {
	if (!isZone(zone)) return { refused: 'no-such-zone' };
	const wall = plain(local);
	if (!wall) return { refused: 'no-such-date' };
	const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
	const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
	if (earlier.epochMilliseconds === later.epochMilliseconds) return { at: new Date(earlier.epochMilliseconds) };
	if (!earlier.toPlainDateTime().equals(wall)) return { refused: 'skipped' };
	if (which === null) return { refused: 'twice' };
	return { at: new Date((which === 'earlier' ? earlier : later).epochMilliseconds) };
}

function plain(local: string): Temporal.PlainDateTime | null {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return null;
	try {
		return Temporal.PlainDateTime.from(local, { overflow: 'reject' });
	} catch {
		return null;
	}
}

/** A moment for people, with its zone: "Wednesday, 25 November 2026, 19:00 (Europe/Berlin, GMT+1)". */
export function inWords(at: Date, zone: string): string {
	const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: zone }).format(at);
	const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(at);
	const offset = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' })
		.formatToParts(at)
		.find(({ type }) => type === 'timeZoneName')?.value;
	return `${day}, ${time} (${zone.replaceAll('_', ' ')}${offset && zone !== 'UTC' ? `, ${offset}` : ''})`;
}

/** A moment for lists that say the zone once: "Wed, 25 Nov, 19:00". */
export const inShort = (at: Date, zone: string): string =>
	new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);

/** The month of a moment in a zone: "November 2026". */
export const monthOf = (at: Date, zone: string): string =>
	new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: zone }).format(at);

/** The zones a list offers. */
export const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Whether two zones show the same time at a moment. */
export function sameClock(at: Date, one: string, other: string): boolean {
	const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
	return instant.toZonedDateTimeISO(one).offsetNanoseconds === instant.toZonedDateTimeISO(other).offsetNanoseconds;
}
