// The sealed card, as far as the gathering knows of it: who opened whose, and when. What it says is never here.

import { connected, credentialed, inRing, mayFacilitate, mustSeat, seatIn, type Context } from '../context.ts';
import type { Asking, No, Rules } from '../asking.ts';
import { inside, isOpen, openSignal } from '../signals/attended.ts';
import { pauseOf, live, over, type State } from '../state.ts';
import type { Command, Instant, Seat } from '../types.ts';

/** [F2] It was opened: its owner is told. */
export function openCard(c: Context, by: Seat, seat: Seat, now: Instant): void {
	c.cardsOpened.push({ seat, by, at: now });
}

/** Somebody's call is open, and this one who may help may know of it. */
const hasCall = (c: Context, seat: Seat, me: Seat): boolean =>
	c.signals.some((s) => s.seat === seat && isOpen(s) && inside(s) && s.about !== me);

/** [F1] In an open takeover, or as the companion of the person in the care room. */
function refuseNow({ state, me, now }: Asking, seat: Seat): No {
	if (!live(state)) return 'not-live';
	const { care } = state.context;
	if (care?.companion === me.seat && me.standing === 'inCare') {
		if (!credentialed(me, now)) return 'not-credentialed';
		if (!connected(me)) return 'not-here';
		return care.seat === seat ? null : 'not-permitted';
	}
	if (pauseOf(state) !== 'takeover') return 'not-held';
	return mayFacilitate(me, now) ? null : 'not-credentialed';
}

/** [F3] After the end, only for somebody whose call for support was open then, and only by those who held the circle. */
function refuseAfterwards({ state, me, now }: Asking, seat: Seat): No {
	const sat = inRing(me) || me.standing === 'left';
	const held = me.role === 'facilitator' || me.role === 'coFacilitator';
	if (!sat || !held || !credentialed(me, now)) return 'not-credentialed';
	return hasCall(state.context, seat, me.seat) ? null : 'over';
}

/** Whether this seat's card stays closed to whoever asks, and why. */
export function refuseCard(asking: Asking, seat: Seat): No {
	const no = over(asking.state) ? refuseAfterwards(asking, seat) : refuseNow(asking, seat);
	if (no) return no;
	if (!seatIn(asking.state.context, seat)) return 'no-such-seat';
	return seat === asking.me.seat ? 'not-in-person' : null;
}

export const cardRules = { OPEN_CARD: (asking, e) => refuseCard(asking, e.seat) } satisfies Partial<Rules<Command['type']>>;

/** Whose cards this seat may open now, the person being cared for first. Whether there is one, only the shell knows. */
export function cardsFor(state: State, me: Seat, now: Instant): Seat[] {
	const c = state.context;
	const asking = { state, me: mustSeat(c, me), now };
	const needs = (seat: Seat) => (c.takeover?.inCare === seat ? 0 : hasCall(c, seat, me) ? 1 : 2);
	const may = c.seats.map(({ seat }) => seat).filter((seat) => refuseCard(asking, seat) === null);
	return may.sort((a, b) => needs(a) - needs(b));
}

/** [F3] Those whose card may be kept a day longer when the gathering ends, if they wished so: their call was open. */
export const openCases = ({ context: c }: State): Seat[] =>
	c.seats.map(({ seat }) => seat).filter((seat) => openSignal(c, seat) !== undefined);
