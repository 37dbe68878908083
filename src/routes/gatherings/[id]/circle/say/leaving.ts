// How are you as you leave: what "Not all right" does and says while somebody is still there. Pure.
// Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { View } from '$lib/gathering/viewed';
import type { Command } from '$lib/gathering/types';

/** Asked of everybody in the last part, while the room is open. */
export const asksLeaving = (view: View): boolean =>
	view.lifecycle === 'live' && view.phase?.kind === 'aftercare' && !view.hold && view.you.standing === 'admitted';

/** Those here who can answer a call of this person, by name. */
const answerers = (view: View): string[] =>
	view.seats.filter((one) => one.mayHold && one.standing === 'admitted' && one.seat !== view.you.seat).map(({ name }) => name);

const together = (names: string[]): string =>
	names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Who is here to answer; said before anything is pressed. */
export function whoIsHere(view: View): string {
	const names = answerers(view);
	if (names.length > 0) return `${together(names)} ${names.length > 1 ? 'are' : 'is'} still here.`;
	const { onCall } = view;
	if (onCall === null) return 'Nobody else who holds circles is here now.';
	if (onCall === 0) return 'Nobody else who holds circles is here now, and nobody is on call.';
	return `Nobody else who holds circles is here now. ${onCall === 1 ? 'One person is' : `${onCall} people are`} on call.`;
}

/** "Not all right" calls for support; null when a call of theirs is open already, or none can be made. */
export const callFor = ({ may }: View): Command | null => (may.includes('SUPPORT') ? { type: 'SUPPORT', whom: 'me' } : null);

/** What is said to "Not all right". The state of the call itself stands on its own card. */
export function saidUnwell(view: View): string {
	if (!view.signal) return 'Thank you for saying so. “I need support” calls those who are here.';
	const names = answerers(view);
	if (view.signal.with !== null) return 'Thank you for saying so. Your call is open, and you are not alone with it.';
	if (names.length === 0) return 'Thank you for saying so. Your call is open, and it stays open.';
	return `Thank you for saying so. Your call is open, and ${together(names)} can see it. You need not leave yet.`;
}
