// How often the media server is asked who is in a gathering's rooms. It tells by itself when somebody comes or goes; where that
// word is heard, asking is only there for one that was lost. Where it is not heard, or nothing is settled, asking is all there is.

import type { State } from '../../gathering/state.ts';
import type { Ms } from '../../gathering/types.ts';

/** Where everybody is present, nothing changed a moment ago, and the media server's own words come. */
export const calmMs: Ms = 5000;
/** Anywhere else: who sends without being allowed to is silenced within two seconds. */
export const closeMs: Ms = 1000;
/** Something changed: what the media server lists follows what it does by a moment, so it is looked at again until that is past. */
export const restlessMs: Ms = 3000;
/** Somebody came or went and no word told: for so long words are not relied on in this gathering. */
export const doubtMs: Ms = 60_000;
/** Rounds come a second apart, and a little early at times. */
const slackMs: Ms = 200;

/** All instants are by this machine's steady clock. */
export interface Cadence {
	askedAt: number;
	/** Until when the media server's words are not relied on. */
	doubtUntil: number;
	/** Until when it is asked each second, because something changed. */
	restlessUntil: number;
}

/** Never asked; `phase` (0 to 1) spreads gatherings that were taken on together. */
export const begun = (at: number, phase: number): Cadence => ({
	askedAt: at - closeMs - phase * (calmMs - closeMs),
	doubtUntil: 0,
	restlessUntil: 0
});

/** The gathering has another version, its pages changed, or a word came. */
export const stirred = (cadence: Cadence, at: number): void => void (cadence.restlessUntil = at + restlessMs);

/** Whether to ask again now. @param heardHere a word of the media server came to this node since its start, about any gathering */
export function lookIsDue({ askedAt, doubtUntil, restlessUntil }: Cadence, state: State, heardHere: boolean, at: number): boolean {
	const settled = state.context.seats.every(({ identity, connection }) => identity === null || connection !== 'unstable');
	const calm = settled && heardHere && at >= doubtUntil && at >= restlessUntil;
	return at - askedAt >= (calm ? calmMs : closeMs) - slackMs;
}

/**
 * It was asked. Whoever came or went since, untold, shows that words get lost.
 * @param told a word made us ask
 * @param before who was there by the last answer; null when that was not known
 */
export function asked(cadence: Cadence, told: boolean, before: Set<string> | null, after: Set<string> | null, at: number): void {
	cadence.askedAt = at;
	if (told) cadence.doubtUntil = 0;
	else if (before && after && before.symmetricDifference(after).size > 0) cadence.doubtUntil = at + doubtMs;
}
