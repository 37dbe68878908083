// Refusals about what the house reports. A report that would change nothing is refused, so that nothing is logged for it.

import type { No } from './asking.ts';
import { inRing, seatIn, type Context } from './context.ts';
import { limits } from './limits.ts';
import { refusePairing } from './pairs/rules.ts';
import { refuseCaseClosed, refuseLookedAfter, refuseReached } from './signals/rules.ts';
import { over, type State } from './state.ts';
import type { HouseCommand, Instant } from './types.ts';

type Reports = { readonly [T in HouseCommand['type']]: (state: State, e: Extract<HouseCommand, { type: T }>, now: Instant) => No };

/** [S10] Seats for people on call are kept free beyond all others. */
const freeSeat = (c: Context, onCall: boolean): boolean =>
	c.seats.filter((s) => (s.onCall === true) === onCall).length < (onCall ? limits.onCallSeats : limits.maxSeats);

function refuseSeat({ context: c }: State, e: Extract<HouseCommand, { type: 'SEAT' }>): No {
	const had = seatIn(c, e.seat);
	if (!had) return freeSeat(c, e.onCall === true) ? null : 'seat-taken';
	const same =
		had.role === e.role && had.credentialUntil === e.credentialUntil && (had.onCall ?? false) === (e.onCall ?? had.onCall ?? false);
	return same ? 'nothing-to-do' : null;
}

function refuseConnection({ context: c }: State, e: Extract<HouseCommand, { type: 'CONNECTION' }>, now: Instant): No {
	const s = seatIn(c, e.seat);
	if (!s) return 'no-such-seat';
	if (!inRing(s) && s.standing !== 'waiting') return 'nothing-to-do';
	if (s.connection === e.connection || s.connection === 'absent') return 'nothing-to-do';
	const grace = c.returnUntil !== null && now < c.returnUntil;
	return e.connection === 'lost' && grace ? 'nothing-to-do' : null;
}

function refuseSignedOut(state: State, e: Extract<HouseCommand, { type: 'SIGNED_OUT' }>): No {
	if (over(state)) return 'over';
	const s = seatIn(state.context, e.seat);
	return !s ? 'no-such-seat' : s.identity === e.identity ? null : 'nothing-to-do';
}

function refuseRemove(state: State, seat: number): No {
	if (over(state)) return 'over';
	const s = seatIn(state.context, seat);
	return !s ? 'no-such-seat' : s.standing === 'removed' ? 'nothing-to-do' : null;
}

function refuseUnseat({ context: c }: State, seat: number): No {
	const s = seatIn(c, seat);
	return !s ? 'no-such-seat' : s.standing === 'invited' ? null : 'too-late';
}

function refuseCredential({ context: c }: State, e: Extract<HouseCommand, { type: 'CREDENTIAL' }>): No {
	const s = seatIn(c, e.seat);
	return !s ? 'no-such-seat' : s.credentialUntil === e.credentialUntil ? 'nothing-to-do' : null;
}

export const houseRules: Reports = {
	SEAT: refuseSeat,
	CREDENTIAL: refuseCredential,
	UNSEAT: (state, e) => refuseUnseat(state, e.seat),
	CONNECTION: refuseConnection,
	SIGNED_OUT: refuseSignedOut,
	OUTAGE: (_, e) => (e.to - e.from > limits.outageMs ? null : 'nothing-to-do'),
	PAIR: (state, e) => refusePairing(state, e.pairs),
	COVER: ({ context: c }, e) => (c.covered === e.covered ? 'nothing-to-do' : null),
	PEERS: ({ context: c }, e) => ((c.beyondPeers ?? false) === e.beyond ? 'nothing-to-do' : null),
	ON_CALL: (state, e) => (over(state) || state.context.onCall === e.people ? 'nothing-to-do' : null),
	REACHED: refuseReached,
	LOOKED_AFTER: (state, e) => refuseLookedAfter(state, e.signalId),
	CASE_CLOSED: (state, e) => refuseCaseClosed(state, e.signalId),
	REMOVE: (state, e) => refuseRemove(state, e.seat)
};
