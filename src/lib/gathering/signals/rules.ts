// Refusals about the private signal: the press itself is almost never refused.

import { besideCircle, mayFacilitate, seatIn, type Context } from '../context.ts';
import type { Asking, No, Of, Rules } from '../asking.ts';
import { limits } from '../limits.ts';
import { over, type State } from '../state.ts';
import type { Command, Instant, Reach, Signal, SignalAnswer, SignalWhom } from '../types.ts';
import { refuseInvite } from '../care-room/rules.ts';
import { pairOf } from '../pairs/transitions.ts';
import { gone, inside, isOpen, openSignal, withThem } from './attended.ts';

const open = (state: State, id: string): Signal | undefined => state.context.signals.find((s) => s.id === id && isOpen(s));

/** [N1] From the lobby to aftercare, by anybody with a place here, also while waiting or away. */
function refuseSupport({ state, me }: Asking, whom: SignalWhom): No {
	if (state.value.lifecycle === 'scheduled') return 'not-open-yet';
	return openSignal(state.context, me.seat, whom === 'aside') ? 'nothing-to-do' : null;
}

function refuseOwn({ state, me }: Asking, signalId: string): No {
	const signal = open(state, signalId);
	if (!signal) return 'nothing-to-do';
	return signal.seat === me.seat ? null : 'not-yours';
}

/** [N5] At any time; what rang a moment ago rings still. What passes the circle by rings nowhere inside. */
function refuseAgain(asking: Asking, signalId: string): No {
	const no = refuseOwn(asking, signalId);
	if (no) return no;
	const signal = open(asking.state, signalId)!;
	if (!inside(signal)) return 'not-now';
	return asking.now - signal.rung < limits.againMs ? 'nothing-to-do' : null;
}

/** [N4] Only what passed the circle by, and once. */
export function refuseLookedAfter(state: State, signalId: string): No {
	const signal = open(state, signalId);
	return signal && !inside(signal) && !signal.lookedAfter ? null : 'nothing-to-do';
}

/** [N10] By somebody outside only when nobody inside can: after the end. What passed the circle by is not closed so. */
export function refuseCaseClosed(state: State, signalId: string): No {
	const signal = open(state, signalId);
	if (!signal || !inside(signal)) return 'nothing-to-do';
	return over(state) ? null : 'not-now';
}

/** [N9] Only for a call that is asked outside, and only what is new. */
export function refuseReached(state: State, { signalId, ...e }: { signalId: string } & Reach): No {
	const signal = open(state, signalId);
	if (!signal || !inside(signal) || !signal.paged) return 'nothing-to-do';
	const { reach } = signal;
	const same = reach && reach.people === e.people && reach.reached === e.reached && reach.seen === e.seen && reach.coming === e.coming;
	return same ? 'nothing-to-do' : null;
}

/** What was called past those who hold the circle stays so: others were told by it. */
function refuseSayMore(asking: Asking, e: Of<'SAY_MORE'>): No {
	const no = refuseOwn(asking, e.signalId);
	if (no) return no;
	const signal = open(asking.state, e.signalId)!;
	if (e.whom !== null && !inside(signal)) return 'not-now';
	const same = (e.whom ?? signal.whom) === signal.whom && e.kind === signal.kind && e.urgency === signal.urgency;
	return same ? 'nothing-to-do' : null;
}

/** [N4] [N7] What passes them by does not exist for those who hold the circle; what is about them is not theirs. */
function refuseOn({ state, me }: Asking, signalId: string): No {
	const signal = open(state, signalId);
	if (!signal || !inside(signal)) return 'nothing-to-do';
	return signal.seat === me.seat || signal.about === me.seat ? 'not-in-person' : null;
}

/** [N5] More may say that they saw it, or what comes next: as long as nobody is face to face with them, or has asked them aside. */
function refuseAnotherAnswer({ state, me, now }: Asking, signal: Signal, answer: SignalAnswer): No {
	const found = withThem(state.context, signal, now);
	if ((found && found.how !== 'answer') || state.context.careInvite?.seat === signal.seat)
		return found?.seat === me.seat ? 'nothing-to-do' : 'someone-was-first';
	const again = answer === 'seen' ? signal.seenBy.includes(me.seat) : signal.answer === answer;
	return again ? 'nothing-to-do' : null;
}

function refuseAnswer(asking: Asking, signalId: string, answer: SignalAnswer): No {
	const { state, me, now } = asking;
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	const no = refuseOn(asking, signalId);
	if (no) return no;
	const signal = open(state, signalId)!;
	if (answer === 'afterShare' && gone(state.context, signal)) return 'not-now';
	return signal.with === null ? null : refuseAnotherAnswer(asking, signal, answer);
}

/** [N10] Those who led may close it after the end too. */
const led = ({ state, me, now }: Asking): boolean => (over(state) ? ledThere(me) : mayFacilitate(me, now));
const ledThere = (me: Asking['me']): boolean =>
	(me.role === 'facilitator' || me.role === 'coFacilitator') && ['admitted', 'resting', 'inCare', 'left'].includes(me.standing);

/** [N10] By a person, once somebody was with them, or when they went, or after the end. */
function refuseClose(asking: Asking, signalId: string): No {
	if (!led(asking)) return 'not-credentialed';
	const no = refuseOn(asking, signalId);
	if (no) return no;
	const signal = open(asking.state, signalId)!;
	return signal.met || over(asking.state) || gone(asking.state.context, signal) ? null : 'not-now';
}

/** Whoever leads the takeover is here, or gone on purpose and reachable: their lead is theirs. */
function hasLeader(c: Context, now: Instant): boolean {
	const leader = seatIn(c, c.takeover?.leader ?? null);
	return !!leader && (mayFacilitate(leader, now) || besideCircle(leader, now));
}

/** [N11] While they are here. In a pair one goes to them there; else they are asked aside. */
function refuseBeWith(asking: Asking, signalId: string): No {
	const { state, me, now } = asking;
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	const no = refuseOn(asking, signalId);
	if (no) return no;
	const c = state.context;
	const signal = open(state, signalId)!;
	if (gone(c, signal)) return 'not-now';
	if (c.takeover && c.takeover.leader !== me.seat && hasLeader(c, now)) return 'already-held';
	const mine = pairOf(c, me.seat);
	if (c.pauseId === null && mine) return 'not-now';
	const pair = c.pauseId === null ? pairOf(c, signal.seat) : undefined;
	if (pair) return pair.helper === null ? null : 'someone-was-first';
	return refuseInvite(asking, signal.seat, true);
}

export const signalRules = {
	SUPPORT: (asking, e) => refuseSupport(asking, e.whom),
	END_TRY: ({ state, me }) => (state.context.tried.some(({ seat, over }) => seat === me.seat && !over) ? null : 'nothing-to-do'),
	SAY_MORE: refuseSayMore,
	CALL_AGAIN: (asking, e) => refuseAgain(asking, e.signalId),
	WITHDRAW_SUPPORT: (asking, e) => refuseOwn(asking, e.signalId),
	ANSWER_SUPPORT: (asking, e) => refuseAnswer(asking, e.signalId, e.answer),
	BE_WITH: (asking, e) => refuseBeWith(asking, e.signalId),
	CLOSE_CASE: (asking, e) => refuseClose(asking, e.signalId)
} satisfies Partial<Rules<Command['type']>>;
