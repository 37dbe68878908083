// Calls for support that did not leave this browser, as any page but the circle finds them: whoever was signed out reads of them too.

import { keptUnder, numberUnder } from './gatherings/[id]/circle/state/kept-under';

/** The gatherings in which something is kept; looked at more closely only then. */
export function keptHere(): string[] {
	const prefix = keptUnder('');
	try {
		return Object.keys(localStorage)
			.filter((key) => key.startsWith(prefix))
			.map((key) => key.slice(prefix.length));
	} catch {
		// Storage is closed: nothing was kept either.
		return [];
	}
}

/** What is kept of one gathering, as it stands on this device. */
export const keptText = (gathering: string): string | null => localStorage.getItem(keptUnder(gathering));
export const forgetKept = (gathering: string): void => localStorage.removeItem(keptUnder(gathering));

/** The emergency number that the circle's page last showed here; null for none. */
export const numberKept = (): string | null => localStorage.getItem(numberUnder);
