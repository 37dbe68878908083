// One key's answer, for eyes and ears. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Instant } from '$lib/gathering/types';
import { nameOf } from './names';
import { middleOf, timeLeft, timeWords, turnTime } from './copy';

/** "Who speaks, who is next, how much time": the answer to one key. */
export function whereWeAre(view: View, now: Instant): string {
	const { piece, phase } = view;
	const parts = [phase?.title ?? view.title, middleOf(view).above];
	if (view.hold) parts.push(middleOf(view).prompt);
	if (!view.hold && piece.next !== null) parts.push(`Next: ${nameOf(view, piece.next)}`);
	const time = turnTime(view, now);
	if (!view.hold && time) parts.push(timeWords(timeLeft(time.used, time.budget), piece.seat === view.you.seat));
	return (
		parts
			.filter(Boolean)
			.map((part) => part[0]!.toUpperCase() + part.slice(1).replace(/\.$/, ''))
			.join('. ') + '.'
	);
}
