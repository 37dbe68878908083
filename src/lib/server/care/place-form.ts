// Reads the form of a row of "Where else to turn". Knows no database.

import { lines } from '../forms/forms.ts';

export interface PlaceWords {
	title: string;
	/** What it is for. */
	about: string;
	/** An https address, or a number to ring. */
	reach: string;
}
/** In characters. */
export const placeLimits: Record<keyof PlaceWords, number> = { title: 60, about: 160, reach: 200 };
export type PlaceErrors = Partial<Record<keyof PlaceWords, string>>;

const oneLine = (form: FormData, name: keyof PlaceWords): string => lines(form, name, placeLimits[name] + 1).replace(/\s+/g, ' ');

/** A number one can ring: digits with what people put between them, perhaps a plus before. */
const isNumber = (text: string): boolean => /^\+?[\d\s()./-]{3,40}$/.test(text) && /\d{3}/.test(text.replace(/\D/g, ''));

/** An https address without a name and password in it; null when it is none. */
function addressOf(text: string): string | null {
	const url = URL.parse(text);
	return url?.protocol === 'https:' && url.hostname.includes('.') && !url.username && !url.password ? url.href : null;
}

/** A row, or which fields to look at again and why; both with everything as typed. */
export function placeFrom(form: FormData): { typed: PlaceWords } & ({ words: PlaceWords } | { errors: PlaceErrors }) {
	const typed: PlaceWords = { title: oneLine(form, 'title'), about: oneLine(form, 'about'), reach: oneLine(form, 'reach') };
	const errors: PlaceErrors = {};
	for (const field of ['title', 'about', 'reach'] as const) {
		if (typed[field] === '') errors[field] = 'A few words are needed here.';
		else if ([...typed[field]].length > placeLimits[field]) errors[field] = `At most ${placeLimits[field]} characters, please.`;
	}
	const reach = isNumber(typed.reach) ? typed.reach : addressOf(typed.reach);
	if (!errors.reach && reach === null) errors.reach = 'A number one can ring, or an address that begins with https://.';
	return reach === null || Object.keys(errors).length > 0 ? { typed, errors } : { typed, words: { ...typed, reach } };
}
