// Reads the form of a circle: what it says about itself. Knows no database.

import { chosen, type Usable } from '../../formats/usable.ts';
import type { Circle, CircleWords } from './circles.ts';
import { joiningFrom, joiningTyped, type JoiningTyped } from './joining-form.ts';
import { isBlank } from '../../formats/hidden.ts';
import { languageWord } from '../../admission/choices.ts';
import { lines, text } from '../forms/forms.ts';
import type { Shown } from '../forms/seen.ts';

export const circleLimits = { title: 60, theme: 120, words: 1200 } as const;
type CircleField = 'title' | 'theme' | 'isFor' | 'isNot' | 'formatId';

/** Everything as typed, so that a form can be shown again. */
export type CircleTyped = Record<CircleField, string> & JoiningTyped;

/**
 * The words of a circle, or which fields to look at again and why.
 * @param usable the formats it can use
 */
export function circleFrom(
	form: FormData,
	usable: Usable[]
): { typed: CircleTyped } & ({ words: CircleWords } | { errors: Partial<CircleTyped> }) {
	const { title, theme, words } = circleLimits;
	const joining = joiningFrom(form);
	const typed: CircleTyped = {
		...joining.typed,
		title: lines(form, 'title', title + 1),
		theme: lines(form, 'theme', theme + 1),
		isFor: lines(form, 'isFor', words + 1),
		isNot: lines(form, 'isNot', words + 1),
		formatId: text(form, 'formatId')
	};
	const errors: Partial<CircleTyped> = { ...joining.errors };
	const wanted = (field: CircleField, most: number) => {
		const length = [...typed[field]].length;
		if (isBlank(typed[field])) errors[field] = 'A few words are needed here.';
		else if (length > most) errors[field] = `At most ${most} characters, please; the rest was cut off.`;
	};
	wanted('title', title);
	wanted('theme', theme);
	wanted('isFor', words);
	wanted('isNot', words);
	if (!chosen(usable, typed.formatId)) errors.formatId = 'Please choose one of the formats.';
	if (!joining.words || Object.keys(errors).length > 0) return { typed, errors };
	const { title: named, theme: about, isFor, isNot, formatId } = typed;
	return { typed, words: { title: named, theme: about, isFor, isNot, formatId, ...joining.words } };
}

const accesses: Record<Circle['access'], string> = {
	open: 'Everybody with an account here',
	approval: 'Those you say yes to',
	invitation: 'Those who were invited'
};

/** What its form shows of a circle, as people read it. */
export function shownOf(circle: Circle, usable: Usable[]): Shown {
	const { tags, ownTags, cohort, prerequisite } = joiningTyped(circle);
	return {
		Title: circle.title,
		Theme: circle.theme,
		'What it is for': circle.isFor,
		'What it is not': circle.isNot,
		Format: circle.formatId === null ? '' : (chosen(usable, circle.formatId)?.title ?? circle.formatId),
		'Who may come': accesses[circle.access],
		'A closed group': cohort ? 'yes' : 'no',
		'What people have been to before': prerequisite,
		'For whom it is': [tags, ownTags].filter(Boolean).join(', '),
		'What is spoken': languageWord(circle.language)
	};
}
