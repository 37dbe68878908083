// Reads the form of the sealed card. Everything in it may stay empty. Knows no database.

import { isCountry } from '../../world/countries.ts';
import { oneOf, text } from '../forms/forms.ts';

/** What a person may seal before a gathering. Each may be empty. */
export interface Card {
	/** ISO 3166-1 alpha-2. */
	country: string;
	/** Someone to call. */
	name: string;
	number: string;
	/** Where they are tonight. */
	where: string;
	/** How they themself can be reached: said as they leave, for those who led. */
	reach?: string;
}
/** In characters. */
export const cardLimits = { name: 60, number: 40, where: 200, reach: 120 } as const;
export type CardErrors = Partial<Record<keyof Card | 'form', string>>;

/** What was typed, or what to look at again. `keepLonger`: it may be kept a day more if they leave in distress. */
export function cardFrom(form: FormData): { card: Card; keepLonger: boolean } | { errors: CardErrors } {
	const card: Card = {
		country: text(form, 'country').toUpperCase(),
		name: text(form, 'name'),
		number: text(form, 'number'),
		where: text(form, 'where').replace(/\s+/g, ' ')
	};
	const errors: CardErrors = {};
	if (card.country && !isCountry(card.country)) errors.country = 'Please choose a country from the list, or none.';
	if (card.number && !/^\+?[\d\s()./-]{3,}$/.test(card.number))
		errors.number = 'A number one can dial, with its country code: +49 30 1234567.';
	for (const [field, most] of Object.entries(cardLimits) as [keyof typeof cardLimits, number][]) {
		if ([...(card[field] ?? '')].length > most) errors[field] = `At most ${most} characters, please.`;
	}
	if (Object.values(card).every((value) => value === '')) errors.form = 'There is nothing to seal yet. You can also leave it as it is.';
	return Object.keys(errors).length > 0 ? { errors } : { card, keepLonger: oneOf(form, 'keepLonger', ['on']) !== null };
}
