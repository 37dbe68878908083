// What a person reads when a time they gave cannot be meant. Each says what they can do.

import type { TimeRefusal } from './zones.ts';

/** The sentence of each; lib/server/web/say.ts says them, and so does the form of a plan. */
export const timeSentences: Record<TimeRefusal, string> = {
	'no-such-zone': 'Please choose a time zone from the list.',
	'no-such-date': 'Please give a date and a time that exist.',
	skipped: 'The clocks go forward that night and this time does not exist. Please take another.',
	twice: 'The clocks go back that night and this time comes twice. Please say below which one you mean.'
};
