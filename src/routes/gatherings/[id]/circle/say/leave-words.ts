// Leaving while one leads a pause: what that means for the circle, and who could lead instead. Pure.

import type { View, ViewedSeat } from '$lib/gathering/viewed';
import { nameOf } from './names';

export interface Leaving {
	/** That one leads, and for whom. */
	leads: string;
	/** Who may lead instead, in ring order; the first of them follows who just leaves. */
	others: ViewedSeat[];
	/** What comes of leaving without a word. */
	then: string;
	/** What comes of stepping out for a moment. */
	stepsOut: string;
}

/** Null for who leads no pause. */
export function leavingOf(view: View): Leaving | null {
	const { hold, you } = view;
	if (hold?.kind !== 'takeover' || hold.leader !== you.seat) return null;
	const inCare = hold.takeover?.inCare ?? view.care?.seat ?? null;
	const others = view.seats.filter((seat) => seat.mayHold && seat.seat !== you.seat);
	const first = others[0]?.name;
	return {
		leads: `You lead this pause${inCare === null || inCare === you.seat ? '' : `, for ${nameOf(view, inCare)}`}.`,
		others,
		then: first ? `Then ${first} leads from here.` : 'Then the circle rests until someone takes it up.',
		stepsOut: first ? `Your place is kept. ${first} may lead meanwhile.` : 'Your place is kept. The circle rests until you are back.'
	};
}
