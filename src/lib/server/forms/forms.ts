// Reads what a form sent. Text only; what it means is checked by whoever asked for it.

import { plainText } from '../../formats/hidden.ts';
import { asName } from '../../names/name.ts';

/** A field's text without the spaces around it, and without what could hide what it says; empty when it was not sent. */
export const text = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === 'string' ? plainText(value) : '';
};

/** A code out of a mail. Whoever put the whole link into the field meant what stands at its end. */
export const code = (form: FormData): string => text(form, 'code').replace(/^.*(?:#|%23|\/)/s, '');

/** A field exactly as it was typed: for passwords. */
export const typed = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};

/** A whole number between two bounds, or null. */
export function whole(form: FormData, name: string, least: number, most: number): number | null {
	const found = text(form, name);
	const number = /^\d{1,6}$/.test(found) ? Number(found) : NaN;
	return number >= least && number <= most ? number : null;
}

/** One of a few choices, or null. */
export const oneOf = <T extends string>(form: FormData, name: string, choices: readonly T[]): T | null =>
	choices.find((choice) => choice === text(form, name)) ?? null;

/** Lines of free text, cut off at a length in characters. */
export const lines = (form: FormData, name: string, most: number): string => [...text(form, name)].slice(0, most).join('');

/** A person's name, or null when it cannot be one. */
export const name = (form: FormData, field = 'name'): string | null => asName(text(form, field));
