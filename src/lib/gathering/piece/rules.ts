// Refusals about the piece: only the one whose turn it is moves it, and nobody while the circle is held.

import { running } from '../clocks.ts';
import { here, mayFacilitate, phaseOf } from '../context.ts';
import { limits } from '../limits.ts';
import { mayTake } from './order.ts';
import { wantsResponse } from './transitions.ts';
import type { Asking, No, Of, Rules } from '../asking.ts';
import { frozen, heldNow, live, pieceOf } from '../state.ts';
import type { Command } from '../types.ts';

/** [P9] A command about a turn that is over changes nothing. */
function refuseTurn({ state }: Asking, turnId: string): No {
	if (!live(state)) return 'not-live';
	if (state.context.turn?.turnId !== turnId) return 'turn-over';
	return frozen(state) ? 'held' : null;
}

/** [P2] Only the seat the piece is offered to answers the offer. */
function refuseOffered(asking: Asking, turnId: string): No {
	const no = refuseTurn(asking, turnId);
	if (no) return no;
	if (asking.state.context.turn?.seat !== asking.me.seat) return 'not-yours';
	return pieceOf(asking.state) === 'offered' ? null : 'not-offered';
}

/** [P1] Only the holder speaks for the turn. */
function refuseHeld(asking: Asking, turnId: string): No {
	const no = refuseTurn(asking, turnId);
	if (no) return no;
	if (asking.state.context.turn?.seat !== asking.me.seat) return 'not-holder';
	return heldNow(asking.state) && here(asking.me) ? null : 'turn-over';
}

/** [P4] Taking back a finish, shortly after it. */
function refuseNotYet(asking: Asking, turnId: string): No {
	const no = refuseTurn(asking, turnId);
	if (no) return no;
	const c = asking.state.context;
	if (c.turn?.seat !== asking.me.seat) return 'not-holder';
	if (pieceOf(asking.state) !== 'settling' || c.finishedAt === null) return 'turn-over';
	return asking.now - c.finishedAt <= limits.notYetMs ? null : 'too-late';
}

/** [P7] A facilitator's gentle word, or moving the piece on. */
function refuseFacilitating(asking: Asking, turnId: string, offeredToo: boolean): No {
	if (!mayFacilitate(asking.me, asking.now)) return 'not-credentialed';
	const no = refuseTurn(asking, turnId);
	if (no) return no;
	if (asking.state.context.turn?.seat === asking.me.seat) return 'not-in-person';
	const at = pieceOf(asking.state);
	return heldNow(asking.state) || (offeredToo && at === 'offered') ? null : 'turn-over';
}

/** [C1] [C2] The piece in the middle. */
function refuseTake({ state, me }: Asking, phaseId: string): No {
	const c = state.context;
	if (!live(state)) return 'not-live';
	const phase = phaseOf(c);
	if (phase?.id !== phaseId) return 'phase-over';
	if (phase.mode !== 'piece' || phase.order !== 'centre') return 'not-now';
	if (frozen(state)) return 'held';
	if (c.turn) return 'someone-was-first';
	if (c.moveOn || running(c.timers.centreRest)) return 'not-now';
	if (!here(me)) return 'not-here';
	return mayTake(c, me) ? null : 'already-heard';
}

/** [R1] A response is offered to whoever wished for one, by a seat that listens. */
function refuseOffer({ state, me }: Asking, turnId: string): No {
	const c = state.context;
	if (!live(state)) return 'not-live';
	if (c.turn?.turnId !== turnId) return 'turn-over';
	if (frozen(state)) return 'held';
	if (!here(me)) return 'not-here';
	if (c.turn.seat === me.seat || c.turn.offers.includes(me.seat)) return 'nothing-to-do';
	const phase = phaseOf(c);
	if (!phase || !wantsResponse(c, phase) || pieceOf(state) === 'offered') return 'not-now';
	return c.turn.offers.length < 2 * phase.responders ? null : 'no-more-responders';
}

function refuseEndResponse(asking: Asking, turnId: string): No {
	const no = refuseTurn(asking, turnId);
	if (no) return no;
	if (pieceOf(asking.state) !== 'responding') return 'not-now';
	const turn = asking.state.context.turn;
	return turn?.responder === asking.me.seat || turn?.seat === asking.me.seat ? null : 'not-yours';
}

/** [W1] Whoever has the word may write instead of speaking. */
function refuseTyping(asking: Asking, turnId: string): No {
	const no = refuseTurn(asking, turnId);
	if (no) return no;
	const turn = asking.state.context.turn;
	const responding = pieceOf(asking.state) === 'responding' && turn?.responder === asking.me.seat;
	const holding = heldNow(asking.state) && turn?.seat === asking.me.seat;
	return responding || holding ? null : 'not-holder';
}

function refuseListening({ state, me }: Asking, on: boolean): No {
	if (on === me.listening) return 'nothing-to-do';
	if (me.standing !== 'admitted' && me.standing !== 'resting') return 'not-seated';
	const holding = state.context.turn?.seat === me.seat && pieceOf(state) !== 'offered';
	return holding ? 'not-now' : frozen(state) ? 'held' : null;
}

/** A silence begins or ends: only from the other. */
const refuseUnless = (asking: Asking, turnId: string, at: 'speaking' | 'silent'): No =>
	refuseHeld(asking, turnId) ?? (pieceOf(asking.state) === at ? null : 'nothing-to-do');

function refuseCue(asking: Asking, { turnId, cue }: Of<'CUE'>): No {
	const no = refuseFacilitating(asking, turnId, false);
	return no ?? (asking.state.context.turn?.cue === cue ? 'nothing-to-do' : null);
}

export const pieceRules = {
	ACCEPT: (asking, e) => refuseOffered(asking, e.turnId),
	PASS: (asking, e) => refuseOffered(asking, e.turnId),
	DEFER: (asking, e) => refuseOffered(asking, e.turnId),
	MOMENT: (asking, e) => refuseOffered(asking, e.turnId),
	FINISH: (asking, e) => refuseHeld(asking, e.turnId),
	HOLD_SILENCE: (asking, e) => refuseUnless(asking, e.turnId, 'speaking'),
	SPEAK: (asking, e) => refuseUnless(asking, e.turnId, 'silent'),
	NOT_YET: (asking, e) => refuseNotYet(asking, e.turnId),
	TYPING: (asking, e) => (e.on === asking.me.typing ? 'nothing-to-do' : refuseTyping(asking, e.turnId)),
	TAKE: (asking, e) => refuseTake(asking, e.phaseId),
	CUE: refuseCue,
	MOVE: (asking, e) => refuseFacilitating(asking, e.turnId, true),
	LISTEN_TONIGHT: (asking, e) => refuseListening(asking, e.on),
	WISH: ({ me }, e) => (me.wish === e.wish ? 'nothing-to-do' : null),
	OFFER_RESPONSE: (asking, e) => refuseOffer(asking, e.turnId),
	END_RESPONSE: (asking, e) => refuseEndResponse(asking, e.turnId)
} satisfies Partial<Rules<Command['type']>>;
