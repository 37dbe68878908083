// The machine's state as its readers see it: which state each region is in, and the context.

import { mayFacilitate, phaseOf, type Context } from './context.ts';
import { minutes } from './limits.ts';
import type { Instant, Lifecycle, Mode } from './types.ts';

export interface State {
	value: {
		lifecycle: Lifecycle;
		phase: 'none' | Mode;
		piece:
			| 'none'
			| 'resting'
			| 'offered'
			| { held: 'awaitingReturn' | { withHolder: 'speaking' | 'silent' } }
			| 'settling'
			| 'responding'
			| 'complete';
		hold: { going: 'none' | 'bellSilence' } | 'takeover' | 'technicalPause';
		hosting: 'none' | 'facilitated' | 'coFacilitated' | 'graceLost' | 'succession' | 'peerHosted';
	};
	context: Context;
}

export type PauseKind = 'none' | 'bellSilence' | 'takeover' | 'technicalPause';

/** What holds the circle now. */
export const pauseOf = ({ value }: State): PauseKind => (typeof value.hold === 'string' ? value.hold : value.hold.going);

/** Every piece command is refused while the circle is held. */
export const frozen = (state: State): boolean => pauseOf(state) !== 'none';

/** It has ended, was cancelled, or everybody went. */
export const over = ({ value }: State): boolean => ['ended', 'cancelled', 'abandoned'].includes(value.lifecycle);

/** Its rooms are open: people may come in, and be seen and heard. */
export const roomsOpen = (lifecycle: Lifecycle): boolean => lifecycle === 'lobby' || lifecycle === 'live';

export const live = (state: State): boolean => state.value.lifecycle === 'live';

/** The piece's state in one word, with the holder's own states told apart. */
export function pieceOf({ value }: State) {
	if (typeof value.piece === 'string') return value.piece;
	const { held } = value.piece;
	return typeof held === 'string' ? held : held.withHolder;
}

export const heldNow = ({ value }: State): boolean => typeof value.piece !== 'string';

/** After check-in, by default, or the minutes a host set, nobody new comes in. */
export function doorsOpen({ context: c }: State, now: Instant): boolean {
	const { doorsCloseMinutes } = c.format;
	if (doorsCloseMinutes !== undefined && now >= c.startsAt + minutes(doorsCloseMinutes)) return false;
	const closes = c.format.phases.findIndex((p) => p.id === c.format.doorsCloseAfter);
	return closes < 0 || c.phaseIndex <= closes;
}

/** Somebody credentialed is here and holds the circle's tools. */
export const somebodyHolds = ({ context: c }: State, now: Instant): boolean => c.seats.some((s) => mayFacilitate(s, now));

export const roundNumber = (c: Context): number | null => {
	const phase = phaseOf(c);
	if (phase?.kind !== 'round') return null;
	return c.format.phases.slice(0, c.phaseIndex + 1).filter((p) => p.kind === 'round').length;
};
