// What else asks for one's ear, and what the tab says to whoever looks elsewhere. Pure. On a shared screen it tells nobody what it is about.

import type { View } from '$lib/gathering/viewed';
import type { Sound } from '$lib/media/sounds';
import { openCalls, waits } from '../state/calls';

/** An answer to one's own call: somebody said something, or somebody is there. */
export function answeredBetween({ signal: was }: View, { signal }: View): boolean {
	if (!signal || signal.with === null) return false;
	return signal.with !== was?.with || signal.how !== was.how || (signal.how === 'answer' && signal.answer !== was.answer);
}

/** A question to oneself, an answer to one's own call, a knock: each has its own soft sound. */
export function cuesBetween(before: View, view: View): Sound[] {
	if (view.careInvite !== null && view.careInvite !== before.careInvite) return ['asked'];
	if (answeredBetween(before, view)) return ['answered'];
	const outside = before.facilitation?.waiting ?? [];
	return before.facilitation && view.facilitation?.waiting.some((seat) => !outside.includes(seat)) ? ['knock'] : [];
}

/**
 * The tab's title.
 * @param away nobody looks at this page now
 * @param answered one's own call was answered since anybody looked
 * @param returners how many ask for a seat that they had
 */
export function titleOf(view: View, away: boolean, answered: boolean, returners = 0): string {
	const word = wordFor(view, away, answered, returners);
	return word ? `● ${word} – Evenround` : 'Evenround';
}

function wordFor(view: View, away: boolean, answered: boolean, returners: number): string {
	if (openCalls(view).some(waits)) return 'You are asked for';
	if (view.careInvite !== null) return 'A question for you';
	if (away && answered) return 'An answer for you';
	if (!view.hold && view.piece.state === 'offered' && view.piece.seat === view.you.seat) return 'Your turn';
	return away && (view.facilitation?.waiting.length ?? 0) + returners > 0 ? 'Somebody is at the door' : '';
}
