// What simulated people do next in a gathering that is only played through: from its state, by a plain rule. Pure.

import { inRing, lengthOf, phaseOf } from '../gathering/context.ts';
import { seconds } from '../gathering/limits.ts';
import { mayTake, unsettled } from '../gathering/piece/order.ts';
import { pairUp } from '../gathering/pairs/pairing.ts';
import { pairingNow } from '../gathering/pairs/transitions.ts';
import { heldNow, pauseOf, pieceOf, type State } from '../gathering/state.ts';
import type { Actor, Command, Instant, Phase, Seat } from '../gathering/types.ts';
import { usualWishes } from '../gathering/view.ts';

/** What somebody does, and when. */
export interface Next {
	at: Instant;
	by: Actor;
	command: Command;
}

/** How long people take, in the gathering's own time. */
const pace = { answer: seconds(6), short: seconds(3), response: seconds(25), after: seconds(60) } as const;
/** A share takes this part of the time it has. */
const spoken = 0.75;

const by = (seat: Seat): Actor => ({ kind: 'seat', seat });

/**
 * The next thing a person or the house would do; null while only clocks run.
 * @param since when the state last changed
 */
export function nextOf(state: State, since: Instant): Next | null {
	const c = state.context;
	const phase = phaseOf(c);
	if (!phase || pauseOf(state) !== 'none') return null;
	const soon = since + pace.short;
	if (phase.kind === 'aftercare') return holder(state, since + pace.after, { type: 'END', phaseId: phase.id });
	if (phase.mode === 'dyads') return inPairs(state, soon);
	if (phase.mode === 'piece') return withPiece(state, phase, since);
	return besides(state, phase, soon);
}

/** Whoever holds the circle does it; where nobody does, phases move on by themselves. */
const holder = ({ context: c }: State, at: Instant, command: Command): Next | null =>
	c.host === null ? null : { at, by: by(c.host), command };

function inPairs(state: State, at: Instant): Next | null {
	const c = state.context;
	const pairing = pairingNow(c);
	if (pairing) return { at, by: { kind: 'house' }, command: { type: 'PAIR', pairs: pairUp({ ...pairing, seed: 1 }).pairs } };
	const [back] = c.pairs?.step === 'returning' ? c.pairs.returning : [];
	return back === undefined ? null : { at, by: by(back), command: { type: 'ARRIVED' } };
}

/** While everybody may speak two raise a hand; whoever holds the circle moves on when the time is up. */
function besides(state: State, phase: Phase, at: Instant): Next | null {
	const c = state.context;
	if (c.timeUp && !c.moveOn) return holder(state, at, { type: 'NEXT_PHASE', phaseId: phase.id });
	const up = c.seats
		.filter((s) => inRing(s) && s.seat !== c.host)
		.slice(0, 2)
		.find((s) => !c.hands.includes(s.seat));
	return phase.mode === 'open' && up ? { at, by: by(up.seat), command: { type: 'HAND', up: true } } : null;
}

function withPiece(state: State, phase: Phase, since: Instant): Next | null {
	const c = state.context;
	const at = pieceOf(state);
	const turn = c.turn;
	if (turn && at === 'offered') return { at: since + pace.answer, by: by(turn.seat), command: offered(state, phase) };
	if (turn && heldNow(state)) return whileHeld(state, phase, since);
	if (turn && at === 'responding')
		return { at: since + pace.response, by: by(turn.responder ?? turn.seat), command: { type: 'END_RESPONSE', turnId: turn.turnId } };
	if (at === 'settling' || c.moveOn) return null;
	if (at === 'complete') return holder(state, since + pace.short, { type: 'NEXT_PHASE', phaseId: phase.id });
	return phase.order === 'centre' ? fromTheMiddle(state, phase, since) : null;
}

/** In every round one person passes, another time another one. */
function offered({ context: c }: State, phase: Phase): Command {
	const turn = c.turn!;
	const passes = phase.roster === 'all' && phase.kind === 'round' && turn.seat === 2 + (c.phaseIndex % 3);
	return passes ? { type: 'PASS', turnId: turn.turnId } : { type: 'ACCEPT', turnId: turn.turnId, typing: false };
}

function whileHeld({ context: c }: State, phase: Phase, since: Instant): Next {
	const turn = c.turn!;
	const { turnId, seat } = turn;
	const soon = since + pace.short;
	const triesIt = phase.practice && !c.tried.some((one) => one.seat === seat);
	if (triesIt) return { at: soon, by: by(seat), command: { type: 'SUPPORT', whom: 'me', practice: true } };
	const wish = (phase.wishes ?? usualWishes)[1];
	const speaker = c.seats.find((s) => s.seat === seat);
	const listener = c.seats.find((s) => inRing(s) && s.seat !== seat && s.role === 'participant');
	if (phase.responses === 'wish' && phase.responders > 0 && seat % 3 === 0 && wish && listener) {
		if (speaker?.wish !== wish) return { at: soon, by: by(seat), command: { type: 'WISH', wish } };
		if (turn.offers.length === 0) return { at: soon, by: by(listener.seat), command: { type: 'OFFER_RESPONSE', turnId } };
	}
	// Where there is little time for many, each says a word.
	const fair = lengthOf(c, phase) / (c.roster?.length ?? 1) - pace.answer;
	const done = turn.since + Math.round(Math.min(turn.budgetMs, fair) * spoken);
	return { at: Math.max(phase.settleMs > 0 ? since : soon, done), by: by(seat), command: { type: 'FINISH', turnId } };
}

/** Whoever has not spoken yet takes the piece; when everybody has, whoever holds the circle moves on. */
function fromTheMiddle(state: State, phase: Phase, since: Instant): Next | null {
	const c = state.context;
	const free = !c.timers.centreRest;
	const taker = unsettled(c).find((s) => mayTake(c, s) && (phase.roster !== 'teller' || s.seat !== c.host));
	if (taker) return free ? { at: since + pace.answer, by: by(taker.seat), command: { type: 'TAKE', phaseId: phase.id } } : null;
	return holder(state, since + pace.answer, { type: 'NEXT_PHASE', phaseId: phase.id });
}
