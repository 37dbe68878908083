// Reads what a host chose about coming in, and for whom a circle is. Knows no database.

import { isOrientation, joiningLimits, languages, populations, type Language } from '../../admission/choices.ts';
import type { Circle } from './circles.ts';
import { lines, oneOf, text } from '../forms/forms.ts';

export type JoiningWords = Pick<Circle, 'access' | 'cohort' | 'prerequisite' | 'language' | 'tags'>;

/** As typed, so that a form can be shown again; the tags of the list with commas between them. */
export interface JoiningTyped {
	access: string;
	cohort: string;
	prerequisite: string;
	language: string;
	tags: string;
	ownTags: string;
}

const { ownTags: mostOwn, tagChars } = joiningLimits;

/** What was chosen, or which fields to look at again and why. */
export function joiningFrom(form: FormData): { typed: JoiningTyped; words: JoiningWords | null; errors: Partial<JoiningTyped> } {
	const tags = form.getAll('tags').filter((tag): tag is string => typeof tag === 'string' && tag in populations);
	const typed: JoiningTyped = {
		access: text(form, 'access'),
		cohort: text(form, 'cohort'),
		prerequisite: text(form, 'prerequisite'),
		language: text(form, 'language'),
		tags: tags.join(','),
		ownTags: lines(form, 'ownTags', (mostOwn + 2) * tagChars)
	};
	const errors: Partial<JoiningTyped> = {};
	const access = oneOf(form, 'access', ['open', 'approval', 'invitation'] as const);
	if (!access) errors.access = 'Please choose who may come.';
	const language = oneOf(form, 'language', Object.keys(languages) as Language[]);
	if (!language) errors.language = 'Please choose a language from the list.';
	const own = [
		...new Set(
			typed.ownTags
				.split(/[,\n]/)
				.map((word) => word.trim().toLowerCase())
				.filter(Boolean)
		)
	];
	if (own.length > mostOwn || own.some((word) => [...word].length > tagChars)) {
		errors.ownTags = `At most ${mostOwn}, of ${tagChars} characters each, with commas between them.`;
	}
	const prerequisite = isOrientation(typed.prerequisite) ? typed.prerequisite : null;
	if (!access || !language || Object.keys(errors).length > 0) return { typed, words: null, errors };
	return { typed, errors, words: { access, cohort: typed.cohort !== '', prerequisite, language, tags: [...tags, ...own] } };
}

/** What a circle says already, as its form shows it. */
export const joiningTyped = ({ access, cohort, prerequisite, language, tags }: JoiningWords): JoiningTyped => ({
	access,
	cohort: cohort ? 'on' : '',
	prerequisite: prerequisite ?? '',
	language,
	tags: tags.filter((tag) => tag in populations).join(','),
	ownTags: tags.filter((tag) => !(tag in populations)).join(', ')
});
