// What a person reads when they cannot take a seat, wait for one, or have it back. Each says what they can do.

import type { SeatRefusal } from './seating.ts';
import type { WaitRefusal } from './waiting.ts';

export type SittingRefusal = SeatRefusal | WaitRefusal | 'guest-waits' | 'agreements-open' | 'not-on';

/** The sentence of each; lib/server/web/say.ts says them. */
export const seatSentences: Record<SittingRefusal, string> = {
	full: 'Every seat is taken. Nothing was changed.',
	over: 'This gathering is over or was cancelled.',
	'doors-closed': 'The doors of this gathering are closed.',
	removed: 'This seat cannot be taken again. Please ask whoever invited you.',
	begun: 'You have been in this gathering already, so the seat stays yours. You can leave it quietly from inside.',
	'no-seat': 'You have no seat here.',
	'not-open': 'This circle is not open to you.',
	'has-begun': 'It has begun, so nobody waits any more. If a seat is free and the doors are open, you can take it.',
	seated: 'You have a seat already.',
	'seat-free': 'A seat is free: you can take it now.',
	'guest-waits': 'To wait for a seat you need an account: without one nobody could tell you that it is free.',
	'agreements-open': 'Please read the agreements and tick the line below them. Nothing was reserved yet.',
	'not-on': 'The doors of this gathering are not open. Nothing was changed.'
};
