// Which signals wait for somebody outside the circle: told apart by the state before an event and the one after it. Pure.

import type { State } from '../state.ts';
import type { Instant, Seat, Signal } from '../types.ts';
import { inside, isOpen } from './attended.ts';

/** A signal for which somebody outside is asked now. */
export interface Raised {
	signal: string;
	/** When it was pressed, or asked again. */
	at: Instant;
	/** Who pressed. */
	seat: Seat;
	/** It passes the circle by: the safety contact is asked, and nobody on call. */
	pastCircle: boolean;
}
export interface Pages {
	raised: Raised[];
	/** Signals for which nobody outside is needed any more. */
	ended: string[];
}

/** [N3] Somebody with them ends it. [N4] What passes the circle by is ended inside only by its owner. */
const waits = (s: Signal): boolean => isOpen(s) && s.paged;

/**
 * What one event changed for those outside.
 * @param before the state before it
 * @param after the state after it
 */
export function pagesBetween(before: State, after: State): Pages {
	const had = before.context.signals.filter(waits);
	const has = after.context.signals.filter(waits);
	const without = (some: Signal[], others: Signal[]) => some.filter((s) => !others.some((o) => o.id === s.id && o.at === s.at));
	return {
		raised: without(has, had).map((s) => ({ signal: s.id, at: s.at, seat: s.seat, pastCircle: !inside(s) })),
		ended: without(had, has).map(({ id }) => id)
	};
}
