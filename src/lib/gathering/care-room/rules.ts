// Refusals about the care room: nobody goes there, or stays there, without having said so.

import { connected, inRing, mayFacilitate, seatIn } from '../context.ts';
import type { Asking, No, Rules } from '../asking.ts';
import { pauseOf, roomsOpen } from '../state.ts';
import type { Command, Seat } from '../types.ts';
import { nobodyStays } from './transitions.ts';

/**
 * [A1] Whoever may hold the circle asks, while it is held or somebody else stays to hold it.
 * @param pausing the same press pauses the circle where nobody stays
 */
export function refuseInvite({ state, me, now }: Asking, seat: Seat, pausing = false): No {
	if (!roomsOpen(state.value.lifecycle)) return 'not-live';
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	const c = state.context;
	const other = seatIn(c, seat);
	if (!other) return 'no-such-seat';
	if (other === me) return 'not-in-person';
	if (c.careInvite && c.careInvite.companion !== me.seat) return 'someone-was-first';
	if (c.careInvite?.seat === seat) return 'nothing-to-do';
	if (c.care) return c.care.seat === seat && c.care.alone ? null : 'someone-was-first';
	if (!inRing(other) || !connected(other)) return 'not-now';
	const held = pausing || pauseOf(state) === 'takeover';
	return !held && nobodyStays(c, me.seat, seat, now) ? 'nobody-stays' : null;
}

/** The invitation is the person's own to answer, while whoever asked is here. */
function refuseAnswer({ state, me, now }: Asking, accepts: boolean): No {
	const asked = state.context.careInvite;
	if (asked?.seat !== me.seat) return 'nothing-to-do';
	if (!accepts) return null;
	const companion = seatIn(state.context, asked.companion);
	if (!connected(me)) return 'not-here';
	return companion && mayFacilitate(companion, now) ? null : 'not-now';
}

/** [A3] */
function refuseBack({ state, me }: Asking): No {
	const care = state.context.care;
	if (!care || me.standing !== 'inCare') return 'nothing-to-do';
	return care.back.includes(me.seat) ? 'nothing-to-do' : null;
}

export const careRoomRules = {
	INVITE_TO_CARE: (asking, e) => refuseInvite(asking, e.seat),
	ACCEPT_CARE: (asking) => refuseAnswer(asking, true),
	DECLINE_CARE: (asking) => refuseAnswer(asking, false),
	CARE_BACK: refuseBack
} satisfies Partial<Rules<Command['type']>>;
