// Refusals about holding the circle: a takeover is refused only to those who may not lead one.

import { running } from '../clocks.ts';
import { here, inRing, mayHold, seatIn } from '../context.ts';
import type { Asking, No } from '../refusal.ts';
import { heldNow, holdOf, live, pieceOf } from '../state.ts';
import type { Command, ResumeMode } from '../words.ts';

/** [K2] Credentialed and present; one takeover at a time; a person cared for sits in this circle. */
function refuseTakeover({ state, me, now }: Asking, e: Extract<Command, { type: 'TAKEOVER' }>): No {
	if (!live(state)) return 'not-live';
	if (!mayHold(me, now)) return 'not-credentialed';
	if (holdOf(state) === 'takeover') return 'already-held';
	if (e.seat === null) return null;
	if (e.kind === 'safety') return 'bad-request';
	const other = seatIn(state.context, e.seat);
	if (!other || !inRing(other)) return 'no-such-seat';
	return other.seat === me.seat ? 'not-in-person' : null;
}

function refuseInTakeover({ state, me, now }: Asking): No {
	if (holdOf(state) !== 'takeover') return 'not-held';
	return mayHold(me, now) ? null : 'not-credentialed';
}

function refuseDelegate(asking: Asking, to: number): No {
	const no = refuseInTakeover(asking);
	if (no) return no;
	const other = seatIn(asking.state.context, to);
	if (!other) return 'no-such-seat';
	if (other.seat === asking.state.context.takeover?.leader) return 'nothing-to-do';
	return mayHold(other, asking.now) ? null : 'not-credentialed';
}

/** [K3] Four of the five ways back need a turn to go back to, or a closing still ahead. */
function possible({ state }: Asking, mode: ResumeMode): No {
	const c = state.context;
	const begun = heldNow(state);
	if (mode === 'returnTurn' || mode === 'restartTurn') return begun ? null : 'not-now';
	if (mode === 'nextSeat') return begun || pieceOf(state) === 'offered' ? null : 'not-now';
	if (mode !== 'toClosing') return null;
	const closing = c.format.phases.findIndex((p) => p.kind === 'closing');
	return c.phaseIndex < closing ? null : 'not-now';
}

/** [K5] With nobody credentialed left, those present may go on or close after a technical pause. */
function refuseResume(asking: Asking, mode: ResumeMode): No {
	const { state, me, now } = asking;
	const held = holdOf(state);
	if (held !== 'takeover' && held !== 'technicalPause') return 'not-held';
	const peers = held === 'technicalPause' && state.value.hosting === 'peerHosted' && here(me);
	if (!mayHold(me, now) && !peers) return 'not-credentialed';
	return possible(asking, mode);
}

function refuseUndo(asking: Asking): No {
	const no = refuseInTakeover(asking);
	if (no) return no;
	const c = asking.state.context;
	if (c.takeover?.leader !== asking.me.seat) return 'not-yours';
	return running(c.timers.undo) ? null : 'too-late';
}

/** [K8] */
function refuseGround(asking: Asking, on: boolean): No {
	const no = refuseInTakeover(asking);
	if (no) return no;
	const { takeover } = asking.state.context;
	if (takeover?.leader !== asking.me.seat) return 'not-yours';
	return (takeover.grounding != null) === on ? 'nothing-to-do' : null;
}

function refusePause({ state, me, now }: Asking): No {
	if (!live(state)) return 'not-live';
	if (!mayHold(me, now)) return 'not-credentialed';
	return holdOf(state) === 'technicalPause' ? 'already-held' : null;
}

export function refuseCare(asking: Asking, e: Command): No {
	const { state, me } = asking;
	switch (e.type) {
		case 'TAKEOVER':
			return refuseTakeover(asking, e);
		case 'UNDO_TAKEOVER':
			return refuseUndo(asking);
		case 'DELEGATE':
			return refuseDelegate(asking, e.to);
		case 'GROUND':
			return refuseGround(asking, e.on);
		case 'ASK_TO_JOIN': {
			const takeover = state.context.takeover;
			const known = takeover?.leader === me.seat || takeover?.asked.includes(me.seat);
			return refuseInTakeover(asking) ?? (known ? 'nothing-to-do' : null);
		}
		case 'TECHNICAL_PAUSE':
			return refusePause(asking);
		case 'SAY_OF_PAUSE':
			return state.context.lastPause?.asked.includes(me.seat) ? null : 'nothing-to-do';
		case 'RESUME':
			return refuseResume(asking, e.mode);
		default:
			return null;
	}
}
