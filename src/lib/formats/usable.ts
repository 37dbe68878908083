// A format as one of those that a circle can use, and choosing one of them by what a form posted. Which they are: lib/server/formats.

import type { Format } from '../gathering/types.ts';

export interface Usable {
	/** What forms post and circles keep. */
	ref: string;
	format: Format;
	from: 'shipped' | 'own' | 'shared';
	/** Newer than what the circle agreed on. */
	newer: boolean;
}

/** One of the list by what a form posted; null when it is not among them. */
export const chosen = (list: Usable[], ref: string): Format | null => list.find((one) => one.ref === ref)?.format ?? null;
