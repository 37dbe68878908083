// Forms that change what somebody else may change too: each carries a mark of what it was drawn with. Knows no database.

import { hashOf } from '../ground/secrets.ts';
import { text } from './forms.ts';

/** What a form shows, as people read it: each label with its value. */
export type Shown = Record<string, string>;

/** What somebody else changed since a form was drawn, and the mark of how it stands now. */
export interface Meanwhile {
	seen: string;
	theirs: { label: string; value: string }[];
}

const markOf = (value: string): string => hashOf(value).slice(0, 12);

/** The mark a form is drawn with. */
export const seenOf = (shown: Shown): string => Object.values(shown).map(markOf).join('.');

/**
 * What was changed since the form was drawn that is posted now; null when nothing was. To be asked where nobody else can
 * change it any more before it is written.
 * @param now how it stands
 */
export function meanwhile(form: FormData, now: Shown): Meanwhile | null {
	const seen = text(form, 'seen');
	if (seen === '') return null;
	const then = seen.split('.');
	const theirs = Object.entries(now).flatMap(([label, value], index) => (markOf(value) === then[index] ? [] : [{ label, value }]));
	return theirs.length > 0 ? { seen: seenOf(now), theirs } : null;
}
