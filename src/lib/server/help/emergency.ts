// Whom to ring when no one here can help: the local emergency number, the helplines, and the operator's own words.

import { emergencyIn } from '../../helplines/index.ts';
import type { Listing } from '../../helplines/types.ts';
import { setting } from '../settings/settings.ts';
import { listing } from './helplines.ts';

export interface Help {
	/** What to dial; null when the country is unknown or not in the list. */
	number: string | null;
	/** One sentence that is true in every case. */
	sentence: string;
	/** The operator's own words, or null. */
	text: string | null;
	/** What the person gave as their country, or null: lib/ui/Helplines begins with it. */
	country: string | null;
	/** Everything lib/ui/Helplines shows. */
	list: Listing;
}

/** @param country ISO 3166-1 alpha-2 as the person gave it, or null */
export function helpFor(country: string | null): Help {
	const list = listing();
	const number = emergencyIn(list, country);
	const whom = number ? `the emergency number, ${number}` : 'your local emergency number';
	return {
		number,
		sentence: `If someone's life is in danger, ring ${whom}.`,
		text: setting('helpText') || null,
		country,
		list
	};
}

/** The operator's own sentence on the limit of confidentiality, or one that promises nothing it cannot keep. */
export const confidentialitySentence = (): string => setting('confidentiality');
