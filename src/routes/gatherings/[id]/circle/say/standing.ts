// What somebody is in the middle of, as their own view says it: beside the circle, with somebody, writing, leading a pause.

import type { View } from '$lib/gathering/viewed';

/** In a care room, in a pair, or with a page to write on. */
export const sitsBeside = ({ you, pair, page }: View): boolean => you.standing === 'inCare' || pair !== null || page !== null;

/** Asked into a room, in one, or in a gathering that has pairs. */
export const mayGoBeside = (view: View): boolean =>
	view.careInvite !== null || view.care !== null || sitsBeside(view) || view.phases.some(({ kind }) => kind === 'dyads');

/** In the care room, or helping in somebody's pair. */
export const withSomebody = ({ you, pair }: View): boolean => you.standing === 'inCare' || pair?.helper === you.seat;

/** On a narrow screen what steers a pause is one press away for whoever leads it, and that press is the main one. */
export const leadsPause = ({ hold, you }: View): boolean =>
	hold?.kind === 'takeover' && hold.leader === you.seat && you.standing === 'admitted';

/** Has the word, and writes instead of speaking. */
export function writesNow({ hold, piece, you }: View): boolean {
	const word = piece.state === 'responding' ? piece.responder : piece.seat;
	return !hold && piece.typing && word === you.seat && ['held', 'responding'].includes(piece.state);
}
