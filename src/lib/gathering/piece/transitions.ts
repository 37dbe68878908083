// The piece: offering, holding, settling, responding. Each function changes a draft context; the machine says when.

import { left, pause, runTurn, start, stop, stopTurn, usedMs } from '../clocks.ts';
import { mustSeat, nextNumber, phaseOf, say, seatIn, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import { nextSeat, rosterNow, settled, unsettled } from './order.ts';
import { seatWaiting } from '../seats/transitions.ts';
import type { Cue, Instant, MoveCode, Ms, Phase, Seat, Turn } from '../types.ts';

const turnTimers = ['offer', 'offerAgain', 'soft', 'awaitReturn', 'settle', 'respond'] as const;

/** [O1] The first offer fixes the roster. */
function fixRoster(c: Context): void {
	c.roster ??= rosterNow(c);
}

/** [T1] What is left of the phase is divided over those still owed a turn; a broken-off turn keeps its rest. */
function budgetFor(c: Context, seat: Seat, now: Instant): Ms {
	const rest = mustSeat(c, seat).restMs;
	if (rest !== null) return rest;
	const phaseLeft = left(c, 'phase', now) ?? 0;
	return Math.max(limits.minTurnMs, Math.round(phaseLeft / Math.max(1, unsettled(c).length)));
}

function newTurn(c: Context, seat: Seat, now: Instant, finalCall: boolean): Turn {
	return {
		turnId: `t${nextNumber(c, 'turn')}`,
		seat,
		since: now,
		budgetMs: 0,
		usedMs: 0,
		runningSince: null,
		silent: false,
		over: false,
		askedAgain: false,
		cue: null,
		offers: [],
		responded: [],
		responder: null,
		respondedSince: null,
		finalCall
	};
}

/** [P1] Offers the piece to the next seat of the ring. */
export function offerNext(c: Context, now: Instant): void {
	fixRoster(c);
	const next = nextSeat(c);
	if (!next) return;
	mustSeat(c, next.seat).moved = null;
	if (!next.finalCall) c.lapAt = rosterNow(c).indexOf(next.seat) + 1;
	else mustSeat(c, next.seat).finalCall = true;
	c.waited = false;
	stop(c, 'awaitReturn');
	c.turn = newTurn(c, next.seat, now, next.finalCall);
	start(c, 'offer', now, limits.offerMs);
}

/** [P2] The offered seat takes the piece; its clock starts. */
export function accept(c: Context, now: Instant, typing: boolean): void {
	if (!c.turn) return;
	stop(c, 'offer', 'offerAgain', 'anyone', 'centreRest');
	c.again = false;
	const s = mustSeat(c, c.turn.seat);
	c.turn.budgetMs = budgetFor(c, s.seat, now);
	c.turn.since = now;
	c.offeredMs[s.seat] = (c.offeredMs[s.seat] ?? 0) + (s.restMs === null ? c.turn.budgetMs : 0);
	s.mark = 'speaking';
	s.typing = typing;
	start(c, 'soft', now, c.turn.budgetMs);
	runTurn(c, now);
}

/** [C1] Takes the piece from the middle. [O8] Where one person tells, that is who. */
export function take(c: Context, seat: Seat, now: Instant): void {
	if (phaseOf(c)?.roster === 'teller') c.teller ??= seat;
	fixRoster(c);
	c.turn = newTurn(c, seat, now, false);
	accept(c, now, false);
}

export function moment(c: Context, now: Instant): void {
	stop(c, 'offerAgain');
	start(c, 'offer', now, limits.offerMs);
}

/** [P6] Nobody answered: asked once more, as kindly as before. */
export function askAgain(c: Context, now: Instant): void {
	if (c.turn) c.turn.askedAgain = true;
	start(c, 'offerAgain', now, limits.offerAgainMs);
}

/** The turn is over and the piece rests; people let in meanwhile sit down. In the centre it rests a while before anyone takes it. */
function endTurn(c: Context, now: Instant): void {
	for (const s of c.seats) s.typing = false;
	c.turn = null;
	c.finishedAt = null;
	seatWaiting(c);
	stop(c, ...turnTimers);
	if (phaseOf(c)?.order === 'centre') start(c, 'centreRest', now, limits.centreRestMs);
}

export function pass(c: Context, now: Instant): void {
	if (!c.turn) return;
	mustSeat(c, c.turn.seat).mark = 'passed';
	say(c, 'thanks', now, { seat: c.turn.seat });
	endTurn(c, now);
}

/** [P5] [O4] The seat is asked later, with the rest of its time; after the final call it is missed. */
export function defer(c: Context, now: Instant): void {
	if (!c.turn) return;
	const s = mustSeat(c, c.turn.seat);
	const used = usedMs(c, now);
	if (c.turn.budgetMs > 0) s.restMs = Math.max(limits.minTurnMs, c.turn.budgetMs - used);
	s.mark = c.turn.finalCall ? 'missed' : 'deferred';
	if (!c.turn.finalCall) say(c, 'come-back', now, { seat: s.seat });
	endTurn(c, now);
}

/** [P7] A facilitator moves it on: the circle reads that it comes back to them, and they alone read why. */
export function move(c: Context, code: MoveCode, now: Instant): void {
	const seat = c.turn?.seat;
	defer(c, now);
	if (seat !== undefined) mustSeat(c, seat).moved = code;
}

/** [P3] "That's all for now": the clock stops; a silence follows. */
export function finish(c: Context, now: Instant): void {
	stopTurn(c, now);
	c.finishedAt = now;
	start(c, 'settle', now, settleMs(c));
}

/** Silence after this share; longer where the speaker asked for a response and nobody offered yet. */
export function settleMs(c: Context): Ms {
	const phase = phaseOf(c);
	if (!phase) return 0;
	const waits = wantsResponse(c, phase) && c.turn?.offers.length === 0;
	return waits ? Math.max(phase.settleMs, limits.offersMs) : phase.settleMs;
}

/** [P4] A press by mistake costs nobody a turn. */
export function notYet(c: Context, now: Instant): void {
	stop(c, 'settle');
	c.finishedAt = null;
	runTurn(c, now);
}

/** The share is done: marked as heard, and the piece rests. */
export function heard(c: Context, now: Instant): void {
	if (!c.turn) return;
	const s = mustSeat(c, c.turn.seat);
	s.mark = 'heard';
	s.restMs = null;
	c.lastHeard = s.seat;
	endTurn(c, now);
}

/** [P8] The connection of the holder is gone: the turn waits, its time stands still. */
export function awaitReturn(c: Context, now: Instant): void {
	stopTurn(c, now);
	start(c, 'awaitReturn', now, limits.awaitReturnMs);
}

export function returned(c: Context, now: Instant): void {
	stop(c, 'awaitReturn');
	runTurn(c, now);
}

export function cue(c: Context, cue: Cue): void {
	if (c.turn) c.turn.cue = cue;
}

/** The speaker wished for more than quiet company, and the phase has room for it. */
export function wantsResponse(c: Context, phase: Phase): boolean {
	const s = c.turn && seatIn(c, c.turn.seat);
	return !!s && phase.responses === 'wish' && phase.responders > 0 && s.wish !== 'listen';
}

/** The next who offered and is still here; null when the phase's number is reached. */
export function nextResponder(c: Context): Seat | null {
	const phase = phaseOf(c);
	if (!c.turn || !phase || !wantsResponse(c, phase)) return null;
	if (c.turn.responded.length >= phase.responders) return null;
	const waiting = c.turn.offers.filter((seat) => !c.turn?.responded.includes(seat));
	return waiting.find((seat) => seatIn(c, seat)?.standing === 'admitted') ?? null;
}

/** [R1] A responder gets the microphone for a short while; it is not a turn and leaves no mark. */
export function respond(c: Context, now: Instant): void {
	const seat = nextResponder(c);
	if (!c.turn || seat === null) return;
	stop(c, 'settle');
	c.finishedAt = null;
	for (const s of c.seats) if (s.seat !== c.turn.seat) s.typing = false;
	c.turn.responder = seat;
	c.turn.responded.push(seat);
	c.turn.respondedSince = now;
	start(c, 'respond', now, limits.respondMs);
}

/** [O4] The lap is over and somebody owed a turn is away: the circle waits for them once. */
export function waitForAbsent(c: Context, now: Instant): void {
	if (!c.timers.awaitReturn) start(c, 'awaitReturn', now, limits.awaitReturnMs);
}

/** [O4] Nobody is left to ask: who is absent now is missed. */
export function settleAbsent(c: Context): void {
	stop(c, 'awaitReturn');
	if (phaseOf(c)?.order !== 'ring') return;
	fixRoster(c);
	for (const s of unsettled(c)) s.mark = 'missed';
}

/** The seat's turn, interrupted by a takeover, with all its time again. */
export function restart(c: Context, now: Instant): void {
	if (!c.turn) return;
	const whole = c.turn.budgetMs;
	c.turn = { ...c.turn, usedMs: 0, over: false, cue: null };
	start(c, 'soft', now, whole);
	if (c.turn.runningSince === null) pause(c, 'soft', now);
	else c.turn.runningSince = now;
}

/** The same turn and the time that was left, with a fresh "take your time". */
export function takeYourTime(c: Context, now: Instant): void {
	if (!c.turn) return;
	c.turn.over = false;
	c.turn.cue = null;
	say(c, 'take-your-time', now, { seat: c.turn.seat });
}

/** [C2] The rest after a share in the centre is over: first those who have not spoken. */
export function centreOpens(c: Context, now: Instant): void {
	c.again = false;
	start(c, 'anyone', now, limits.anyoneMs);
}

/** Facilitator's order for those the lap has not reached. */
export function reorder(c: Context, order: Seat[]): void {
	const roster = rosterNow(c);
	c.roster = [...roster.slice(0, c.lapAt), ...order];
}

/** Those the first lap has still to reach, in order. */
export const stillAhead = (c: Context): Seat[] =>
	rosterNow(c)
		.slice(c.lapAt)
		.filter((seat) => {
			const s = seatIn(c, seat);
			return !!s && !settled(s);
		});
