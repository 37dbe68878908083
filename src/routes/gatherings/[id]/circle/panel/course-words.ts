// Where the evening stands, for those who hold the circle: the part, its time, and how even the time was. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Instant } from '$lib/gathering/types';

/** "Round the circle, part 4 of 6 · 12 min left in this part"; a clock that stands still says so. */
export function courseLine({ phase, phases, formatTitle }: View, now: Instant): string {
	if (!phase) return '';
	const left = phase.endsAt !== null ? phase.endsAt - now : phase.leftMs;
	const parts = [`${formatTitle}, part ${phase.index + 1} of ${phases.length}`];
	if (left !== null) parts.push(`${timeOf(left)}${phase.endsAt === null && left > 0 ? '; the clock stands still' : ''}`);
	return parts.join(' · ');
}

function timeOf(left: number): string {
	if (left <= 0) return 'the time of this part is over';
	return left < 60_000 ? 'less than a minute left in this part' : `${Math.floor(left / 60_000)} min left in this part`;
}

/** How evenly time was offered so far, never as a figure. */
export function evenLine({ facilitation }: View): string {
	const even = facilitation?.evenness ?? null;
	if (even === null) return '';
	return `Time so far: ${even >= 0.85 ? 'even' : even >= 0.7 ? 'fairly even' : 'uneven'}`;
}
