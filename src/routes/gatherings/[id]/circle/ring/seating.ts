// Who sits in the ring as I see it, and what each has to do with the piece. Pure.

import type { View, ViewedSeat } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';
import { holderWord } from '../say/holders';
import type { Ring } from './ring';
import type { Spot } from './travel';

/** Those in the ring, clockwise, rotated so that the own seat is first (and so at the bottom). */
export function seated(view: View): ViewedSeat[] {
	const here = view.seats.filter((seat) => ['admitted', 'resting', 'inCare'].includes(seat.standing));
	const own = here.findIndex((seat) => seat.seat === view.you.seat);
	return own < 0 ? here : [...here.slice(own), ...here.slice(0, own)];
}

export function pieceWith(view: View, seat: Seat): 'holder' | 'offered' | 'next' | 'responding' | null {
	const { piece, hold } = view;
	if (hold) return null;
	if (piece.responder === seat) return 'responding';
	if (piece.seat === seat && piece.state === 'offered') return 'offered';
	if (piece.seat === seat && piece.state !== 'none') return 'holder';
	return piece.next === seat && piece.state !== 'offered' ? 'next' : null;
}

/** While people arrive they read in words who facilitates; afterwards the sign stands for it. */
const arriving = ({ lifecycle, phase }: View): boolean => lifecycle === 'lobby' || phase?.kind === 'opening';

/** The word beside a name: never by colour alone. */
export function seatWord(view: View, seat: ViewedSeat): string {
	if (seat.standing === 'inCare') return 'in the care room';
	if (seat.standing === 'resting') return 'resting';
	if (seat.connection === 'lost') return 'coming back';
	if (seat.connection === 'absent') return 'not here yet';
	if (view.hold?.leader === seat.seat) return seat.seat === view.you.seat ? 'lead' : 'leads';
	if (view.hold && view.audible.includes(seat.seat)) return 'may speak';
	const hand = view.hands.indexOf(seat.seat);
	if (hand >= 0) return view.hands.length > 1 ? (['first hand', 'second hand', 'third hand'][hand] ?? 'hand up') : 'hand up';
	const own = seat.seat === view.you.seat;
	switch (pieceWith(view, seat.seat)) {
		case 'holder':
			return own ? 'have the piece' : 'has the piece';
		case 'offered':
			return 'offered';
		case 'responding':
			return own ? 'respond' : 'responds';
		case 'next':
			return 'next';
		default:
			return seat.connection === 'unstable'
				? 'thin line'
				: seat.onCall
					? 'on call'
					: seat.listening
						? 'listening'
						: arriving(view)
							? holderWord(seat)
							: '';
	}
}

/** So many letters of a name and its word stand in one line under a small face. */
const oneLine = 12;

/** Whether the word beside a name takes a line of its own on a phone. */
export const twoLines = (name: string, word: string): boolean => word !== '' && name.length + word.length + 3 > oneLine;

/** The piece in the middle, in pixels; the words below it leave room for it. */
const centreSize = 46;

/**
 * Where the piece is drawn; null while there is none.
 * @param wordsHeight of the words in the middle, in pixels: the piece lies over them when it rests
 */
export function pieceSpot(view: View, seats: ViewedSeat[], ring: Ring, wordsHeight: number): (Spot & { size: number }) | null {
	const { piece } = view;
	if (piece.state === 'none' || piece.state === 'complete') return null;
	const place = ring.places[seats.findIndex((seat) => seat.seat === piece.seat)];
	if (!place) {
		return { key: 'centre', x: ring.middle.x, y: ring.middle.y - wordsHeight / 2 + centreSize / 2, size: centreSize };
	}
	const size = Math.max(26, Math.min(42, place.size * 0.36));
	if (piece.state !== 'offered') {
		// By a small face of an arc it stays below the name over it.
		const up = ring.shape === 'arc' && place.size <= 60 ? 0.32 : 0.46;
		return { key: `with:${piece.seat}`, x: place.x + place.size * 0.43, y: place.y - place.size * up, size };
	}
	if (ring.shape === 'arc' && place.size > 70) {
		return { key: `before:${piece.seat}`, x: place.x, y: place.y - place.size / 2 - 6, size };
	}
	// Offered: it lies before the seat, towards the middle, and waits.
	const dx = ring.middle.x - place.x;
	const dy = ring.middle.y - place.y;
	const far = Math.hypot(dx, dy) || 1;
	const reach = place.size / 2 + (Math.abs(dx) > Math.abs(dy) ? 2 : 8);
	return { key: `before:${piece.seat}`, x: place.x + (dx / far) * reach, y: place.y + (dy / far) * reach, size: size * 0.86 };
}
