// Refusals about pairs: who is with whom is the house's to say; the rest belongs to those in the room.

import { phaseOf, seatIn } from '../context.ts';
import type { Asking, No, Rules } from '../asking.ts';
import { callerIn, pairOf, toPair } from './transitions.ts';
import { pauseOf, live, type State } from '../state.ts';
import type { Command, Seat } from '../types.ts';

/** [D1] Two or three each, nobody twice, and only those who may be paired now. */
export function refusePairing(state: State, pairs: Seat[][]): No {
	const c = state.context;
	if (!live(state) || phaseOf(c)?.mode !== 'dyads') return 'not-now';
	if (c.pairs) return 'nothing-to-do';
	if (pauseOf(state) !== 'none') return 'held';
	const all = pairs.flat();
	const may = toPair(c);
	const sound = pairs.every((p) => p.length === 2 || p.length === 3) && new Set(all).size === all.length;
	return sound && all.every((seat) => may.includes(seat)) ? null : 'bad-request';
}

function refuseInPair({ state, me }: Asking, room: string, e: Command['type']): No {
	if (pauseOf(state) !== 'none') return 'held';
	const pair = pairOf(state.context, me.seat);
	if (pair?.room !== room) return 'not-now';
	if (e === 'LEAVE_PAIR') return pair.helper === me.seat ? null : 'not-now';
	if (!pair.seats.includes(me.seat)) return 'not-now';
	return (e === 'NEED_MOMENT') === (pair.moment === null) ? null : 'nothing-to-do';
}

/** [D9] The helper asks to be alone with whoever called from there; the others go back to the circle. */
function refuseApart({ state, me }: Asking, room: string): No {
	if (pauseOf(state) !== 'none') return 'held';
	const c = state.context;
	const pair = pairOf(c, me.seat);
	if (pair?.room !== room || pair.helper !== me.seat) return 'not-now';
	if (pair.alone !== null) return 'nothing-to-do';
	return callerIn(c, pair) === null ? 'not-permitted' : null;
}

export const pairRules = {
	PAIR_WISH: ({ state, me }, e) => {
		if (!e.wish.avoid.every((seat) => seat !== me.seat && seatIn(state.context, seat))) return 'no-such-seat';
		const { alone, practised, avoid } = me.pairWish;
		const same = alone === e.wish.alone && practised === e.wish.practised && avoid.join() === e.wish.avoid.join();
		return same ? 'nothing-to-do' : null;
	},
	NEED_MOMENT: (asking, e) => refuseInPair(asking, e.room, e.type),
	READY_AGAIN: (asking, e) => refuseInPair(asking, e.room, e.type),
	LEAVE_PAIR: (asking, e) => refuseInPair(asking, e.room, e.type),
	PAIR_APART: (asking, e) => refuseApart(asking, e.room),
	ARRIVED: ({ state, me }) => (state.context.pairs?.returning.includes(me.seat) ? null : 'nothing-to-do')
} satisfies Partial<Rules<Command['type']>>;
