// Under which names this device keeps a call for support that is not through, and the number shown beside it. Small: every page knows them.

/** Where a gathering's calls are kept on this device. */
export const keptUnder = (gathering: string): string => `evenround.call.${gathering}`;

/** The emergency number that the circle shows: also for a page that does not know any more whose it is. */
export const numberUnder = 'evenround.number';

/** Keeps it, as long as there is storage. */
export function keepNumber(number: string | null): void {
	try {
		if (number === null) localStorage.removeItem(numberUnder);
		else localStorage.setItem(numberUnder, number);
	} catch {
		// Then a page outside says "your local emergency number".
	}
}
