// When something is, for whoever reads it: on their own clock, with the circle's beside it where that shows something else.

import { inWords, sameClock } from '../ground/zones.ts';

/** One line, or two. */
export function whenLines(at: Date, theirs: string, readers: string): string[] {
	const own = `  ${inWords(at, readers)}`;
	return sameClock(at, theirs, readers) ? [own] : [own, `  where the circle is: ${inWords(at, theirs)}`];
}
