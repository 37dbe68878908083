// Refusals about seats: joining, leaving, letting in and sending away.

import { connected, leadsCircle, inRing, mayFacilitate, mayLead, seatIn } from '../context.ts';
import type { Asking, No, Of, Rules } from '../asking.ts';
import { doorsOpen, live } from '../state.ts';
import type { Command, Seat, SeatState, Standing } from '../types.ts';

/** [S2] [S4] [S5] [S6] Who may come in, and with which device. */
function refuseJoin({ state, me, now }: Asking, e: Of<'JOIN'>): No {
	if (me.standing === 'removed') return 'removed';
	if (me.standing === 'denied') return 'denied';
	if (state.value.lifecycle === 'scheduled') return 'not-open-yet';
	const elsewhere = me.device !== null && me.device !== e.device && connected(me);
	if (elsewhere && !e.moveHere) return 'second-device';
	const newcomer = me.standing === 'invited';
	return newcomer && !me.onCall && !mayLead(me, now) && live(state) && !doorsOpen(state, now) ? 'doors-closed' : null;
}

/** A facilitator's acts on somebody else's seat. */
function refuseOnSeat({ state, me, now }: Asking, type: Command['type'], seat: Seat): No {
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	const other = seatIn(state.context, seat);
	if (!other) return 'no-such-seat';
	if (other.seat === me.seat) return 'not-in-person';
	if (type === 'ADMIT') return other.standing === 'waiting' && !other.admitNext ? null : 'nothing-to-do';
	if (type === 'DENY') return other.standing === 'waiting' ? null : 'nothing-to-do';
	if (type === 'SEND_BACK') return inRing(other) ? null : 'nothing-to-do';
	return other.standing === 'removed' ? 'nothing-to-do' : null;
}

/** [S9] Whoever holds the circle gives a seat back, and only one that nobody sits in and that was not closed to its person. */
function refuseReseat({ state, me, now }: Asking, seat: Seat): No {
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	if (!leadsCircle(state.context, me, now)) return 'not-permitted';
	const other = seatIn(state.context, seat);
	if (!other) return 'no-such-seat';
	if (other.role !== 'participant' || other.standing === 'removed' || other.standing === 'denied') return 'not-permitted';
	return connected(other) || other.standing === 'inCare' ? 'not-now' : null;
}

const refuseStep = (me: SeatState, from: Standing): No => (me.standing === from ? null : 'nothing-to-do');

export const seatRules = {
	JOIN: refuseJoin,
	LEAVE: ({ me }) => (inRing(me) || me.standing === 'waiting' ? null : 'nothing-to-do'),
	STEP_OUT: ({ me }) => refuseStep(me, 'admitted'),
	STEP_IN: ({ me }) => refuseStep(me, 'resting'),
	ADMIT: (asking, e) => refuseOnSeat(asking, e.type, e.seat),
	DENY: (asking, e) => refuseOnSeat(asking, e.type, e.seat),
	SEND_BACK: (asking, e) => refuseOnSeat(asking, e.type, e.seat),
	REMOVE: (asking, e) => refuseOnSeat(asking, e.type, e.seat),
	RESEAT: (asking, e) => refuseReseat(asking, e.seat)
} satisfies Partial<Rules<Command['type']>>;
