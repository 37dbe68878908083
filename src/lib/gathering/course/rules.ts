// Refusals about the course of the gathering: beginning, phases, ending, who holds it, the bell.

import { cannotBegin } from './beginning.ts';
import { credentialed, here, lengthOf, mayFacilitate, phaseOf, seatIn } from '../context.ts';
import { limits } from '../limits.ts';
import { stillAhead } from '../piece/transitions.ts';
import type { Asking, No, Of, Rules } from '../asking.ts';
import { frozen, pauseOf, live } from '../state.ts';
import type { Command } from '../types.ts';

const ending = new Set(['closing', 'tea', 'aftercare']);

/** [E5] A facilitator begins; a format that asks for none may be begun by anybody once its time has come, where peers may. */
function refuseBegin({ state, me, now }: Asking): No {
	if (state.value.lifecycle === 'scheduled') return 'not-open-yet';
	if (live(state)) return 'nothing-to-do';
	if (!here(me)) return 'not-here';
	const c = state.context;
	const trained = mayFacilitate(me, now) ? c.seats.filter((s) => here(s) && credentialed(s, now)).length : 0;
	const no = cannotBegin({ trained, asks: c.format.credentialed, covered: c.covered, beyondPeers: c.beyondPeers });
	return no ?? (trained > 0 || now >= c.startsAt ? null : 'not-credentialed');
}

function refusePhase({ state, me, now }: Asking, phaseId: string): No {
	if (!live(state)) return 'not-live';
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	return phaseOf(state.context)?.id === phaseId ? null : 'phase-over';
}

/** [T2] The phase that is on may be longer; one to come longer or shorter, but never one that is protected. */
function refuseExtend({ state, me, now }: Asking, e: Of<'EXTEND'>): No {
	if (!live(state)) return 'not-live';
	if (!mayFacilitate(me, now)) return 'not-credentialed';
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

function refuseReorder(asking: Asking, e: Of<'REORDER'>): No {
	const no = refusePhase(asking, e.phaseId);
	if (no) return no;
	const ahead = stillAhead(asking.state.context);
	const same = ahead.length === e.order.length && new Set(e.order).size === ahead.length;
	return same && ahead.every((seat) => e.order.includes(seat)) ? null : 'bad-request';
}

/** [H1] The circle is handed to somebody who may hold it. */
function refuseHandOver({ state, me, now }: Asking, to: number): No {
	if (!live(state)) return 'not-live';
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	const other = seatIn(state.context, to);
	if (!other) return 'no-such-seat';
	if (other.seat === state.context.host) return 'nothing-to-do';
	const led = state.value.hosting === 'facilitated' || state.value.hosting === 'coFacilitated';
	return !led ? 'not-now' : mayFacilitate(other, now) ? null : 'not-credentialed';
}

/** [H2] Whoever is credentialed may take up what nobody holds. */
function refuseTakeHosting({ state, me, now }: Asking): No {
	if (!live(state)) return 'not-live';
	if (!['graceLost', 'succession', 'peerHosted'].includes(state.value.hosting)) return 'nothing-to-do';
	if (!here(me)) return 'not-here';
	return credentialed(me, now) ? null : 'not-credentialed';
}

/** [B1] The bell is the guardian's, and the facilitators'. */
function refuseBellAtAll({ state, me, now }: Asking): No {
	if (!live(state)) return 'not-live';
	if (!here(me)) return 'not-here';
	return me.role === 'guardian' || mayFacilitate(me, now) ? null : 'not-permitted';
}

/** [B2] One that waits already may still be rung at once, for safety. */
function refuseBell(asking: Asking, { ms, safety }: Of<'BELL'>): No {
	const no = refuseBellAtAll(asking);
	if (no) return no;
	if (!(ms > 0 && ms <= limits.maxBellMs)) return 'bad-request';
	if (frozen(asking.state)) return 'held';
	return asking.state.context.bellAsked && !safety ? 'nothing-to-do' : null;
}

function refuseEndBell(asking: Asking, pauseId: string): No {
	const no = refuseBellAtAll(asking);
	if (no) return no;
	if (pauseOf(asking.state) !== 'bellSilence') return 'nothing-to-do';
	return asking.state.context.pauseId === pauseId ? null : 'pause-over';
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

/** [E6] A gathering is closed well before it is ended. */
function refuseEarlyEnd({ state, me, now }: Asking): No {
	if (!live(state)) return 'not-live';
	return mayFacilitate(me, now) ? 'not-now' : 'not-credentialed';
}

/** Nothing of the course moves while the circle is held. */
const unlessHeld = (asking: Asking, rule: () => No): No => (frozen(asking.state) ? 'held' : rule());

function refuseNextPhase(asking: Asking, phaseId: string): No {
	const c = asking.state.context;
	if (phaseOf(c)?.kind === 'aftercare' || c.moveOn) return 'nothing-to-do';
	return refusePhase(asking, phaseId);
}

function refuseCloseWell(asking: Asking, phaseId: string): No {
	const c = asking.state.context;
	if (ending.has(phaseOf(c)?.kind ?? '')) return 'nothing-to-do';
	return c.turn?.runningSince != null ? 'not-now' : refusePhase(asking, phaseId);
}

function refuseEnd(asking: Asking, phaseId: string): No {
	if (asking.state.context.care) return 'in-care';
	return ending.has(phaseOf(asking.state.context)?.kind ?? '') ? refusePhase(asking, phaseId) : refuseEarlyEnd(asking);
}

export const courseRules = {
	BEGIN: refuseBegin,
	NEXT_PHASE: (asking, e) => unlessHeld(asking, () => refuseNextPhase(asking, e.phaseId)),
	EXTEND: (asking, e) => unlessHeld(asking, () => refuseExtend(asking, e)),
	REORDER: (asking, e) => unlessHeld(asking, () => refuseReorder(asking, e)),
	CLOSE_WELL: (asking, e) => unlessHeld(asking, () => refuseCloseWell(asking, e.phaseId)),
	END: (asking, e) => refuseEnd(asking, e.phaseId),
	HAND_OVER: (asking, e) => refuseHandOver(asking, e.to),
	TAKE_HOSTING: refuseTakeHosting,
	BELL: refuseBell,
	DECLINE_BELL: (asking, e) => refuseDeclineBell(asking, e.turnId),
	END_BELL: (asking, e) => refuseEndBell(asking, e.pauseId),
	HAND: (asking, e) => refuseHand(asking, e.up)
} satisfies Partial<Rules<Command['type']>>;
