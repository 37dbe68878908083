// Refusals about the course of the gathering: beginning, phases, ending, who holds it, the bell.

import { credentialed, here, lengthOf, mayHold, phaseOf, seatIn, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import { stillAhead } from '../piece/transitions.ts';
import type { Asking, No } from '../refusal.ts';
import { frozen, holdOf, live } from '../state.ts';
import type { Command, Instant } from '../words.ts';

const ending = new Set(['closing', 'tea', 'aftercare']);

/** [E8] Deep work asks for two credentialed people here, or for somebody on call beside the one. */
function alone(c: Context, now: Instant): boolean {
	const present = c.seats.filter((s) => here(s) && credentialed(s, now)).length;
	return c.format.credentialed >= limits.deepWork && present < limits.deepWork && !c.covered;
}

/** [E5] A facilitator begins; a format that asks for none may be begun by anybody once its time has come. */
function refuseBegin({ state, me, now }: Asking): No {
	if (state.value.lifecycle === 'scheduled') return 'not-open-yet';
	if (live(state)) return 'nothing-to-do';
	if (!here(me)) return 'not-here';
	const c = state.context;
	if (mayHold(me, now)) return alone(c, now) ? 'not-covered' : null;
	return c.format.credentialed === 0 && now >= c.startsAt ? null : 'not-credentialed';
}

function refusePhase({ state, me, now }: Asking, phaseId: string): No {
	if (!live(state)) return 'not-live';
	if (!mayHold(me, now)) return 'not-credentialed';
	return phaseOf(state.context)?.id === phaseId ? null : 'phase-over';
}

/** [T2] The phase that is on may be longer; one to come longer or shorter, but never one that is protected. */
function refuseExtend({ state, me, now }: Asking, e: Extract<Command, { type: 'EXTEND' }>): No {
	if (!live(state)) return 'not-live';
	if (!mayHold(me, now)) return 'not-credentialed';
	const c = state.context;
	const at = c.format.phases.findIndex((p) => p.id === e.phaseId);
	const phase = c.format.phases[at];
	if (!phase || at < c.phaseIndex) return 'phase-over';
	if (phase.kind === 'aftercare') return 'nothing-to-do';
	if (phase.mode === 'dyads' && at === c.phaseIndex) return 'not-now';
	if (!Number.isInteger(e.ms) || e.ms === 0 || Math.abs(e.ms) > limits.maxExtendMs) return 'bad-request';
	if (e.ms > 0) return null;
	const tooShort = lengthOf(c, phase) + e.ms < limits.minPhaseMs;
	return at === c.phaseIndex || phase.protected || tooShort ? 'not-now' : null;
}

function refuseReorder(asking: Asking, e: Extract<Command, { type: 'REORDER' }>): No {
	const no = refusePhase(asking, e.phaseId);
	if (no) return no;
	const ahead = stillAhead(asking.state.context);
	const same = ahead.length === e.order.length && new Set(e.order).size === ahead.length;
	return same && ahead.every((seat) => e.order.includes(seat)) ? null : 'bad-request';
}

/** [H1] The circle is handed to somebody who may hold it. */
function refuseHandOver({ state, me, now }: Asking, to: number): No {
	if (!live(state)) return 'not-live';
	if (!mayHold(me, now)) return 'not-credentialed';
	const other = seatIn(state.context, to);
	if (!other) return 'no-such-seat';
	if (other.seat === state.context.host) return 'nothing-to-do';
	const led = state.value.hosting === 'facilitated' || state.value.hosting === 'coFacilitated';
	return !led ? 'not-now' : mayHold(other, now) ? null : 'not-credentialed';
}

/** [H2] Whoever is credentialed may take up what nobody holds. */
function refuseTakeHosting({ state, me, now }: Asking): No {
	if (!live(state)) return 'not-live';
	if (!['graceLost', 'succession', 'peerHosted'].includes(state.value.hosting)) return 'nothing-to-do';
	if (!here(me)) return 'not-here';
	return credentialed(me, now) ? null : 'not-credentialed';
}

/** [B1] The bell is the guardian's, and the facilitators'. */
function refuseBell({ state, me, now }: Asking, ms: number | null): No {
	if (!live(state)) return 'not-live';
	if (!here(me)) return 'not-here';
	if (me.role !== 'guardian' && !mayHold(me, now)) return 'not-permitted';
	if (ms === null) return holdOf(state) === 'bellSilence' ? null : 'nothing-to-do';
	if (!(ms > 0 && ms <= limits.maxBellMs)) return 'bad-request';
	if (frozen(state)) return 'held';
	return state.context.bellAsked ? 'nothing-to-do' : null;
}

/** [B2] Whoever speaks may say: not now. */
function refuseDeclineBell({ state, me }: Asking, turnId: string): No {
	const { turn, bellAsked } = state.context;
	if (turn?.turnId !== turnId) return 'turn-over';
	if (turn.seat !== me.seat) return 'not-holder';
	if (frozen(state)) return 'held';
	return bellAsked ? null : 'nothing-to-do';
}

/** [E9] In an open phase one may say without a word that one would like to speak. */
function refuseHand({ state, me }: Asking, up: boolean): No {
	if (!live(state)) return 'not-live';
	const phase = phaseOf(state.context);
	if (phase?.mode !== 'open' || phase.kind === 'aftercare') return 'not-now';
	if (!here(me)) return 'not-here';
	if (frozen(state)) return 'held';
	return state.context.hands.includes(me.seat) === up ? 'nothing-to-do' : null;
}

export function refuseCourse(asking: Asking, e: Command): No {
	const { state } = asking;
	const phase = phaseOf(state.context);
	switch (e.type) {
		case 'BEGIN':
			return refuseBegin(asking);
		case 'NEXT_PHASE':
			if (frozen(state)) return 'held';
			if (phase?.kind === 'aftercare' || state.context.moveOn) return 'nothing-to-do';
			return refusePhase(asking, e.phaseId);
		case 'EXTEND':
			return frozen(state) ? 'held' : refuseExtend(asking, e);
		case 'REORDER':
			return frozen(state) ? 'held' : refuseReorder(asking, e);
		case 'CLOSE_WELL':
			if (frozen(state)) return 'held';
			if (phase && ending.has(phase.kind)) return 'nothing-to-do';
			return state.context.turn?.runningSince != null ? 'not-now' : refusePhase(asking, phase?.id ?? '');
		case 'END':
			if (state.context.care) return 'in-care';
			return phase && ending.has(phase.kind) ? refusePhase(asking, e.phaseId) : refuseEarlyEnd(asking);
		case 'HAND_OVER':
			return refuseHandOver(asking, e.to);
		case 'TAKE_HOSTING':
			return refuseTakeHosting(asking);
		case 'BELL':
			return refuseBell(asking, e.ms);
		case 'DECLINE_BELL':
			return refuseDeclineBell(asking, e.turnId);
		case 'END_BELL':
			return refuseBell(asking, null);
		case 'HAND':
			return refuseHand(asking, e.up);
		default:
			return null;
	}
}

/** [E6] A gathering is closed well before it is ended. */
function refuseEarlyEnd({ state, me, now }: Asking): No {
	if (!live(state)) return 'not-live';
	return mayHold(me, now) ? 'not-now' : 'not-credentialed';
}
