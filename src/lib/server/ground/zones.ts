// Local times in zones. A wall clock's time that does not exist, or comes twice, gets a clear answer instead of a guess.

import { Temporal } from 'temporal-polyfill';
import { todays } from '../../world/zones.ts';

export { inWords, sameClock } from '../../world/zones.ts';

export type TimeRefusal = 'no-such-zone' | 'no-such-date' | 'skipped' | 'twice';
/** Which of two equal times of the wall clock is meant, when the clocks go back. */
export type Which = 'earlier' | 'later' | null;

/**
 * The instant of a local date and time, as a form gives it (`2026-11-25T19:00`), in a zone.
 * `skipped` when the clocks jump over it; `twice` when it comes twice and `which` does not say which one.
 */
export function instantOf(local: string, zone: string, which: Which = null): { at: Date } | { refused: TimeRefusal } {
	if (todays(zone) === null) return { refused: 'no-such-zone' };
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

/** A moment for lists that say the zone once: "Wed, 25 Nov, 19:00". */
export const inShort = (at: Date, zone: string): string =>
	new Intl.DateTimeFormat('en-GB', {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZone: zone
	}).format(at);

/** The month of a moment in a zone: "November 2026". */
export const monthOf = (at: Date, zone: string): string =>
	new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: zone }).format(at);
