// Refusals about seats: the house's own reports, joining, leaving, letting in and sending away.

import { connected, holdsCircle, inRing, mayHold, seatIn, type Context } from './context.ts';
import { limits } from './limits.ts';
import type { Asking, No } from './refusal.ts';
import { refuseLookedAfter, refuseReached } from './refuse-signals.ts';
import { doorsOpen, live, type State } from './state.ts';
import type { Command, Instant, Seat } from './words.ts';

/** [S10] Seats for people on call are kept free beyond all others. */
const freeSeat = (c: Context, onCall: boolean): boolean =>
	c.seats.filter((s) => (s.onCall === true) === onCall).length < (onCall ? limits.onCallSeats : limits.maxSeats);

/** Reports of the house that would change nothing are refused, so that nothing is logged for them. */
export function refuseHouse(state: State, e: Command, now: Instant): No {
	const c = state.context;
	if (e.type === 'SEAT') return seatIn(c, e.seat) || freeSeat(c, e.onCall === true) ? null : 'seat-taken';
	if (e.type === 'COVER') return c.covered === e.covered ? 'nothing-to-do' : null;
	if (e.type === 'ON_CALL') return c.onCall === e.people ? 'nothing-to-do' : null;
	if (e.type === 'REACHED') return refuseReached(state, e);
	if (e.type === 'LOOKED_AFTER') return refuseLookedAfter(state, e.signalId);
	if (e.type === 'OUTAGE') return e.to - e.from > limits.outageMs ? null : 'nothing-to-do';
	if (e.type !== 'CONNECTION' && e.type !== 'CREDENTIAL' && e.type !== 'UNSEAT' && e.type !== 'REMOVE') return 'bad-request';
	const s = seatIn(c, e.seat);
	if (!s) return 'no-such-seat';
	if (e.type === 'UNSEAT') return s.standing === 'invited' ? null : 'too-late';
	if (e.type === 'CREDENTIAL') return null;
	if (e.type === 'REMOVE') return s.standing === 'removed' ? 'nothing-to-do' : null;
	if (!inRing(s) && s.standing !== 'waiting') return 'nothing-to-do';
	if (s.connection === e.connection || s.connection === 'absent') return 'nothing-to-do';
	const grace = c.returnUntil !== null && now < c.returnUntil;
	return e.connection === 'lost' && grace ? 'nothing-to-do' : null;
}

/** [S2] [S4] [S5] [S6] Who may come in, and with which device. */
function refuseJoin({ state, me, now }: Asking, e: Extract<Command, { type: 'JOIN' }>): No {
	if (me.standing === 'removed') return 'removed';
	if (me.standing === 'denied') return 'denied';
	if (state.value.lifecycle === 'scheduled') return 'not-open-yet';
	const elsewhere = me.device !== null && me.device !== e.device && connected(me);
	if (elsewhere && !e.moveHere) return 'second-device';
	const newcomer = me.standing === 'invited';
	return newcomer && !me.onCall && live(state) && !doorsOpen(state, now) ? 'doors-closed' : null;
}

/** A facilitator's acts on somebody else's seat. */
function refuseOnSeat({ state, me, now }: Asking, type: Command['type'], seat: Seat): No {
	if (!mayHold(me, now)) return 'not-credentialed';
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
	if (!mayHold(me, now)) return 'not-credentialed';
	if (!holdsCircle(state.context, me, now)) return 'not-permitted';
	const other = seatIn(state.context, seat);
	if (!other) return 'no-such-seat';
	if (other.role !== 'participant' || other.standing === 'removed' || other.standing === 'denied') return 'not-permitted';
	return connected(other) || other.standing === 'inCare' ? 'not-now' : null;
}

export function refuseSeats(asking: Asking, e: Command): No {
	const { me } = asking;
	switch (e.type) {
		case 'JOIN':
			return refuseJoin(asking, e);
		case 'LEAVE':
			return inRing(me) || me.standing === 'waiting' ? null : 'nothing-to-do';
		case 'STEP_OUT':
			return me.standing === 'admitted' ? null : 'nothing-to-do';
		case 'STEP_IN':
			return me.standing === 'resting' ? null : 'nothing-to-do';
		case 'ADMIT':
		case 'DENY':
		case 'SEND_BACK':
		case 'REMOVE':
			return refuseOnSeat(asking, e.type, e.seat);
		case 'RESEAT':
			return refuseReseat(asking, e.seat);
		default:
			return null;
	}
}
