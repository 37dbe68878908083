// How old our knowledge of a number is, and what a reader is told about it. The caller brings the clock.

import { helplineLimits } from './limits.ts';
import type { Line, Listing, Seen } from './types.ts';

const dayMs = 86_400_000;

/** @param now milliseconds since 1970. Returns whole days since a row was verified; never less than 0. */
export const daysOld = ({ verifiedAt }: Pick<Seen, 'verifiedAt'>, now: number): number =>
	Math.max(0, Math.floor((now - Date.parse(verifiedAt)) / dayMs));

/** One sentence on how fresh a row is. @param now milliseconds since 1970 */
export function freshness(row: Pick<Seen, 'verifiedAt' | 'undated'>, now: number): string {
	const month = new Date(row.verifiedAt).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
	if (isTooOld(row, now)) return `This may not be right any more: we last saw it confirmed in ${month}.`;
	if (daysOld(row, now) > helplineLimits.checkAfterDays)
		return `Check this number when there is time: we last saw it confirmed in ${month}.`;
	return row.undated ? `Compared in ${month} with a copy of a public page that bears no date.` : `Confirmed in ${month}.`;
}

/** Whether a row is older than any release may ship it. @param now milliseconds since 1970 */
export const isTooOld = (row: Pick<Seen, 'verifiedAt'>, now: number): boolean => daysOld(row, now) > helplineLimits.refuseAfterDays;

/** What is too old to be released, each as its name and its days; empty when nothing is. @param now milliseconds since 1970 */
export function tooOld({ emergency, lines }: Listing, now: number): { name: string; days: number }[] {
	const named = [{ ...emergency, name: 'the emergency numbers' }, ...lines.map((line: Line) => ({ ...line, name: line.id }))];
	return named.filter((row) => isTooOld(row, now)).map((row) => ({ name: row.name, days: daysOld(row, now) }));
}
