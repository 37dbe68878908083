// How somebody is called on this screen. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';

/** Oneself is "You"; who is not in the view any more is "Someone". */
export function nameOf(view: View, seat: Seat | null): string {
	if (seat === view.you.seat) return 'You';
	return view.seats.find((one) => one.seat === seat)?.name ?? 'Someone';
}

const list = new Intl.ListFormat('en');
/** Several, as one sentence names them. */
export const namesOf = (view: View, seats: Seat[]): string => list.format(seats.map((seat) => nameOf(view, seat)));
