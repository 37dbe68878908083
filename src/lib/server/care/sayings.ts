// What a person reads when something that is kept for a moment of need, or after it, cannot be. Each says what was kept.

import type { IncidentRefusal } from './incidents.ts';

export type CareRefusal = Exclude<IncidentRefusal, 'no-seat'> | 'too-many-places';

/** The sentence of each; lib/server/web/say.ts says them. */
export const careSentences: Record<CareRefusal, string> = {
	'not-led': 'Only whoever led that pause can write this down.',
	'a-day-after': 'This can be written down until a day after the gathering. Nothing was changed.',
	'written-already': 'This is written down already. Nothing was done twice.',
	'too-many-places': 'Twenty rows stand here already. Take one out first; what you typed is still here.'
};
