// The shipped helplines, and how a page asks them. Pure: an operator's own file is read in lib/server.

import { isTooOld } from './age.ts';
import { countries as every, countryName } from '../world/countries.ts';
import { emergency } from './emergency.ts';
import { lines } from './lines.ts';
import type { Line, Listing } from './types.ts';

export { freshness } from './age.ts';
export { sms, tel } from './dial.ts';
export type { Audience, Line, Listing } from './types.ts';

/** What is shipped, before an operator says otherwise. */
export const shippedLines: Listing = { emergency, lines };

/** What to dial for an ambulance in a country (ISO 3166-1 alpha-2, either case), or null where we are not certain. */
export function emergencyIn({ emergency: { numbers } }: Listing, country: string | null): string | null {
	const code = country?.toUpperCase() ?? '';
	return Object.hasOwn(numbers, code) ? numbers[code]! : null;
}

/**
 * The lines of a country, in the order of the list, but those that are too old to be sure of behind all others; empty where we know none.
 * @param now milliseconds since 1970
 */
export function linesIn({ lines }: Listing, country: string | null, now: number): Line[] {
	const here = lines.filter((line) => line.country === country?.toUpperCase());
	return [...here.filter((line) => !isTooOld(line, now)), ...here.filter((line) => isTooOld(line, now))];
}

/** Every country one can choose, by its English name: also those of which we know nothing, since what is said of them is true. */
export function countriesListed({ emergency: { numbers }, lines }: Listing): { code: string; name: string }[] {
	const own = [...Object.keys(numbers), ...lines.map(({ country }) => country)];
	const codes = new Set([...every().map(({ value }) => value), ...own]);
	return [...codes].map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
