// What other rooms ask of a gathering as it stands: columns beside its snapshot, written with it, so that no SQL reads inside. Pure.

import type { State } from '../../gathering/state.ts';
import type { Lifecycle, Seat, SeatState } from '../../gathering/types.ts';

export interface Summary {
	lifecycle: Lifecycle;
	/** Somebody is on call for the whole of it, or the operator asks for nobody. */
	covered: boolean;
	/** It is more than the operator lets begin with nobody credentialed. */
	beyondPeers: boolean;
	/** How many outside can be reached, as it was told; null before that. */
	onCall: number | null;
	/** Seats whose people came in and have not left, those at the door too; the connection does not matter. */
	sitting: Seat[];
	/** Seats whose people were not let in, or were sent out for good. */
	sentAway: Seat[];
}

const sits: SeatState['standing'][] = ['waiting', 'admitted', 'resting', 'inCare'];
const sent: SeatState['standing'][] = ['denied', 'removed'];

/** The summary of a state. Beside a stored snapshot stands its own. */
export function summaryOf({ value: { lifecycle }, context: { covered, beyondPeers, onCall, seats } }: State): Summary {
	const standing = (among: SeatState['standing'][]): Seat[] => seats.filter((s) => among.includes(s.standing)).map((s) => s.seat);
	return { lifecycle, covered, beyondPeers, onCall, sitting: standing(sits), sentAway: standing(sent) };
}
