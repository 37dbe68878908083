// Reads the form of a circle: what it says about itself. Knows no database.

import { chosen, type Usable } from '../formats/usable.ts';
import type { CircleWords } from './circles.ts';
import { joiningFrom, type JoiningTyped } from './joining-form.ts';
import { lines, text } from '../web/forms.ts';

export const circleLimits = { title: 60, theme: 120, words: 1200 } as const;
type CircleField = 'title' | 'theme' | 'isFor' | 'isNot' | 'formatId';

/** Everything as typed, so that a form can be shown again. */
export type CircleTyped = Record<CircleField, string> & JoiningTyped;

/**
 * The words of a circle, or which fields to look at again and why.
 * @param usable the formats it can use
 */
export function circleFrom(form: FormData, usable: Usable[]): { typed: CircleTyped } & ({ words: CircleWords } | { errors: Partial<CircleTyped> }) {
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
		if (length === 0) errors[field] = 'A few words are needed here.';
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
