// Whoever led a gathering that is over, and the calls that nobody has closed. Pure.

import type { View } from '$lib/gathering/viewed';

/** They led it and sat there: their end is the debrief. */
export const ledIt = (view: View): boolean =>
	(view.you.role === 'facilitator' || view.you.role === 'coFacilitator') &&
	['admitted', 'resting', 'inCare', 'left'].includes(view.you.standing);

/** Whose calls are open still, by name; "" for nobody's. */
export function caseNames({ cases }: View): string {
	const names = cases.map(({ name }) => name);
	if (names.length === 0) return '';
	if (names.length === 1) return `${names[0]}’s call for support is still open.`;
	return `The calls of ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are still open.`;
}

/** Who has an open call after the end, as its owner reads it. */
export function callGoesOn(view: View): string {
	// What is about whoever led is not theirs to see.
	const aboutThem = view.signal?.whom === 'facilitator';
	const names = view.seats
		.filter(({ seat, role }) => seat !== view.you.seat && (role === 'facilitator' || role === 'coFacilitator'))
		.map(({ name }) => name);
	const reach = view.signal?.reach;
	const outside = !reach
		? ''
		: reach.people === 0
			? ' Nobody is on call.'
			: ` ${reach.people === 1 ? 'One person' : `${reach.people} people`} on call ${reach.people === 1 ? 'is' : 'are'} told of it, too.`;
	if (aboutThem || names.length === 0) return `It stays open until somebody closes it.${outside}`;
	return `${names.join(' and ')} led the circle and ${names.length === 1 ? 'sees' : 'see'} it with your name until somebody has spoken with you.${outside}`;
}
