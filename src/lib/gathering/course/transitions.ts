// The course of a gathering: phases begin, are extended, run out of time, and follow each other.

import { left, start, stop } from '../clocks.ts';
import { lengthOf, phaseOf, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import { settled, unsettled } from '../piece/order.ts';
import { finish, leavePairs } from '../pairs/transitions.ts';
import { seatWaiting } from '../seats/transitions.ts';
import { endTry } from '../signals/transitions.ts';
import type { Format, Instant, Ms, Phase, Seat } from '../types.ts';

/** Every format ends in aftercare, whether or not it says so. */
export function withAftercare(format: Format): Format {
	if (format.phases.some((p) => p.kind === 'aftercare')) return format;
	const aftercare: Phase = {
		id: 'aftercare',
		kind: 'aftercare',
		title: 'After',
		mode: 'open',
		order: 'ring',
		start: 'first',
		roster: 'all',
		budgetMs: limits.aftercareMs,
		prompt: '',
		gentler: '',
		responses: 'none',
		responders: 0,
		settleMs: 0,
		listenerSpeaks: false,
		protected: false,
		notes: ''
	};
	return { ...format, phases: [...format.phases, aftercare] };
}

const closingIndex = (c: Context): number => c.format.phases.findIndex((p) => p.kind === 'closing');

/** [O7] What this phase leaves behind: who was heard, and whom a round did not reach. */
function leavePhase(c: Context): void {
	const phase = phaseOf(c);
	if (phase?.mode !== 'piece') return;
	const seats = c.seats.filter((s) => c.roster?.includes(s.seat));
	c.heardLast = seats.filter((s) => s.mark === 'heard').map((s) => s.seat);
	if (phase.kind === 'closing' || phase.kind === 'checkIn') return;
	const missed = seats.filter((s) => !settled(s) || s.mark === 'missed').map((s) => s.seat);
	const waiting = c.oneWord.filter((seat) => !c.heardLast.includes(seat));
	c.oneWord = [...new Set([...waiting, ...missed])];
}

/** [E1] Opens a phase afresh: nobody is marked, no roster is fixed, its clock starts. */
export function openPhase(c: Context, index: number, now: Instant): void {
	leavePhase(c);
	stop(c, 'phase', 'unheard', 'centreRest', 'anyone', 'offer', 'offerAgain', 'soft', 'settle');
	stop(c, 'respond', 'awaitReturn');
	Object.assign(c, { phaseIndex: index, moveOn: false, timeUp: false, unheardShown: false });
	Object.assign(c, { roster: null, waited: false, lapAt: 0, turn: null, finishedAt: null, again: false });
	leavePairs(c);
	for (const { seat } of c.tried) endTry(c, seat);
	c.tried = [];
	c.hands = [];
	c.careDeclined = null;
	seatWaiting(c);
	for (const s of c.seats) Object.assign(s, { mark: 'pending', restMs: null, finalCall: false, wish: 'listen', typing: false });
	const phase = phaseOf(c);
	if (!phase) return;
	const length = lengthOf(c, phase);
	// Pairs have a clock of their own.
	if (phase.mode === 'dyads') return;
	start(c, 'phase', now, length);
	if (phase.mode === 'piece') {
		if (length > limits.unheardMs) start(c, 'unheard', now, length - limits.unheardMs);
		else c.unheardShown = true;
		if (phase.order === 'centre') start(c, 'anyone', now, limits.anyoneMs);
	}
	if (phase.kind === 'aftercare') {
		stop(c, 'phase', 'abandon');
		start(c, 'aftercare', now, length);
	}
}

/** [H4] Where the circle goes next; left without a facilitator it goes to its closing. */
export function openNext(c: Context, now: Instant, leftAlone: boolean): void {
	const closing = closingIndex(c);
	const next = c.phaseIndex + 1;
	openPhase(c, leftAlone && next < closing ? closing : next, now);
}

export const toClosing = (c: Context, now: Instant): void => openPhase(c, closingIndex(c), now);

/** [E2] The facilitator moves on; a share that has begun is finished first. */
export function nextPhase(c: Context, now: Instant): void {
	if (c.pairs && c.pairs.step !== 'returning') return finish(c, now);
	if (c.turn?.runningSince != null || c.finishedAt !== null || c.turn?.responder != null) c.moveOn = true;
	else openNext(c, now, false);
}

/** [T3] Time is up. Spare time is used before anyone is cut short; then the circle moves on after this share. */
export function phaseTimeUp(c: Context, now: Instant, byItself: boolean): void {
	const phase = phaseOf(c);
	if (!phase) return;
	const owed = phase.mode === 'piece' ? unsettled(c).length : 0;
	const give = Math.min(c.spareMs, owed * limits.minTurnMs);
	if (give > 0) {
		c.spareMs -= give;
		start(c, 'phase', now, give);
		return;
	}
	c.timeUp = true;
	if (phase.mode === 'piece' || phase.mode === 'silence' || byItself) c.moveOn = true;
}

/** [E9] Hands go up and down while everybody may speak. */
export function hand(c: Context, by: Seat, up: boolean): void {
	c.hands = c.hands.filter((seat) => seat !== by);
	if (up) c.hands.push(by);
}

/** [T2] Gives time to the phase that is on, or gives it to and takes it from one to come. */
export function extend(c: Context, phaseId: string, ms: Ms, now: Instant): void {
	c.addedMs[phaseId] = (c.addedMs[phaseId] ?? 0) + ms;
	if (phaseOf(c)?.id !== phaseId) return;
	start(c, 'phase', now, (left(c, 'phase', now) ?? 0) + ms);
	c.timeUp = false;
	c.moveOn = false;
}
