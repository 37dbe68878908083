// Who is with a caller now: computed from who is able and where they are, never remembered from a press. Pure questions.

import { connected, mayLead, seatIn, type Context } from '../context.ts';
import type { Instant, Seat, SeatState, Signal, WithThem } from '../types.ts';

export const isOpen = (s: Signal): boolean => !s.withdrawn && !s.closed;

/** A call that those in the circle see and answer; the other kind passes them by. */
export const inside = (s: Signal): boolean => s.whom !== 'aside';

/** A seat's open signal to those who hold the circle, or the one that passes them by. */
export const openSignal = (c: Context, seat: Seat, pastCircle = false): Signal | undefined =>
	c.signals.find((s) => s.seat === seat && isOpen(s) && inside(s) !== pastCircle);

/** Who pressed; 0, which no seat is, where there is no such call. */
export const callerOf = (c: Context, id: string): Seat => c.signals.find((s) => s.id === id)?.seat ?? 0;

/** Whom it came from is not here any more: the case stays open. */
export function gone(c: Context, signal: Signal): boolean {
	const s = seatIn(c, signal.seat);
	return !s || ['left', 'removed', 'denied', 'invited', 'waiting'].includes(s.standing) || !connected(s);
}

/** The gathering is over: nobody in it can be with anybody. */
const ended = (c: Context): boolean => c.phaseIndex >= c.format.phases.length;

/** [N7] Able: credentialed and here by their own page's word, not the caller, not whom it is about. */
function able(c: Context, signal: Signal, seat: Seat | null, now: Instant): SeatState | undefined {
	const s = seatIn(c, seat);
	const good = s && mayLead(s, now) && connected(s) && ['admitted', 'inCare'].includes(s.standing);
	return good && s.seat !== signal.seat && s.seat !== signal.about ? s : undefined;
}

/** Somebody who could come to this caller is in the circle. */
export const someoneAble = (c: Context, signal: Signal, now: Instant): boolean =>
	!ended(c) && c.seats.some((s) => s.standing === 'admitted' && able(c, signal, s.seat, now));

/** Since when somebody is with somebody else: in the care room, in a pair, leading a pause for them. */
function elsewhereSince(c: Context, seat: Seat, caller: Seat): Instant | null {
	if (c.care?.companion === seat && seatIn(c, seat)?.standing === 'inCare') return c.care.seat === caller ? null : c.care.since;
	const pair = c.pairs?.all.find((p) => p.helper === seat);
	if (pair && !pair.seats.includes(caller)) return pair.helperSince;
	const { takeover } = c;
	const forOther = takeover?.leader === seat && takeover.inCare !== null && takeover.inCare !== caller;
	return forOther ? takeover.since : null;
}

/** Their answer holds while they are here, did not go to somebody else since, and the caller did not go. */
function answerHolds(c: Context, signal: Signal): boolean {
	const { answeredBy, answeredAt } = signal;
	if (answeredBy === null || answeredAt === null) return false;
	const since = elsewhereSince(c, answeredBy, signal.seat);
	return (since === null || answeredAt > since) && (signal.goneAt === null || answeredAt >= signal.goneAt);
}

/**
 * [N7] Who is with a caller now, and how; null when nobody is. With them: in the care room, in their pair, leading a
 * pause for them, or having just said that they saw it and still here.
 */
export function withThem(c: Context, signal: Signal, now: Instant): { seat: Seat; how: WithThem } | null {
	if (ended(c)) return null;
	const is = (seat: Seat | null | undefined, how: WithThem) => (able(c, signal, seat ?? null, now) ? { seat: seat!, how } : null);
	if (c.care?.seat === signal.seat && seatIn(c, c.care.companion)?.standing === 'inCare') {
		const found = is(c.care.companion, 'careRoom');
		if (found) return found;
	}
	const pair = c.pauseId === null ? c.pairs?.all.find((p) => p.seats.includes(signal.seat)) : undefined;
	const paused = c.takeover?.inCare === signal.seat && seatIn(c, c.takeover.leader)?.standing === 'admitted' ? c.takeover.leader : null;
	return is(pair?.helper, 'pair') ?? is(paused, 'pause') ?? (answerHolds(c, signal) ? is(signal.answeredBy, 'answer') : null);
}
