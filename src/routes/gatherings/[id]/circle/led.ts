// Whoever led a gathering that is over, and the calls that nobody has closed. Pure.

import type { View } from '$lib/gathering/viewed';

/** They led it and sat there: their end is the debrief. */
export const ledIt = (view: View): boolean =>
	(view.you.role === 'facilitator' || view.you.role === 'coFacilitator') && ['admitted', 'resting', 'inCare', 'left'].includes(view.you.standing);

/** Whose calls are open still, by name; "" for nobody's. */
export function caseNames({ cases }: View): string {
	const names = cases.map(({ name }) => name);
	if (names.length === 0) return '';
	if (names.length === 1) return `${names[0]}’s call for support is still open.`;
	return `The calls of ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are still open.`;
}
