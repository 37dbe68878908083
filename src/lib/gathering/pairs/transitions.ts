// Pairs: rooms of two or three beside the circle. All go through the same steps by one clock, and all come back.

import { goWhenFree, pause, start, stop } from '../clocks.ts';
import { connected, inRing, lengthOf, nextNumber, phaseOf, seatIn, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import { inside, isOpen } from '../signals/attended.ts';
import type { Of } from '../asking.ts';
import type { Instant, Ms, Pair, PairStep, Seat } from '../types.ts';
import type { Pairing } from './pairing.ts';

const steps: PairStep[] = ['agreeing', 'a', 'back', 'b', 'backAgain', 'thanks'];
/** How long each step takes, in parts of the whole, where the format does not say. */
export const usualSteps = [2, 13, 2, 13, 2, 2];

/** How long a step takes in the phase that is on. */
export function stepMs(c: Context, step: PairStep): Ms {
	const phase = phaseOf(c);
	if (!phase) return 0;
	const parts = phase.pairSteps ?? usualSteps;
	const whole = parts.reduce((sum, part) => sum + part, 0);
	return Math.round((lengthOf(c, phase) * (parts[steps.indexOf(step)] ?? 0)) / whole);
}

/** The pair that a seat is in as one of it, or visits as a helper. */
export const pairOf = (c: Context, seat: Seat): Pair | undefined => c.pairs?.all.find((p) => p.seats.includes(seat) || p.helper === seat);

/** The pair in whose room a seat belongs now. */
export const pairHere = (c: Context, seat: Seat): Pair | undefined => c.pairs?.all.find((p) => insidePair(p).includes(seat));

/** Whose word it is in this pair now; null when it is everybody's, or nobody's. */
export const speakerOf = (step: PairStep, pair: Pair): Seat | null =>
	step === 'a' ? pair.seats[0]! : step === 'b' ? pair.seats[1]! : null;

/** [D1] The pairs begin together. With nobody to pair the circle goes on. */
export function begin(c: Context, e: Of<'PAIR'>, now: Instant): void {
	const all = e.pairs.map((seats): Pair => ({
		room: `pair-${nextNumber(c, 'pair')}`,
		seats,
		helper: null,
		helperSince: null,
		alone: null,
		moment: null
	}));
	for (const { seats } of all) for (const [i, a] of seats.entries()) for (const b of seats.slice(i + 1)) c.pairedBefore.push([a, b]);
	c.pairs = { step: 'agreeing', all, returning: [] };
	if (all.length === 0) finish(c, now);
	else start(c, 'pairStep', now, stepMs(c, 'agreeing'));
}

/** [D2] Time for the next step, for everybody at once; after the last one everybody comes back. */
export function nextStep(c: Context, now: Instant): void {
	if (!c.pairs) return;
	const at = steps.indexOf(c.pairs.step);
	const next = steps[at + 1];
	if (at < 0) c.moveOn = true;
	else if (!next) finish(c, now);
	else {
		c.pairs.step = next;
		start(c, 'pairStep', now, stepMs(c, next));
	}
}

/** [D5] Everybody is called back into the circle's room; it goes on when all have been seen there. */
export function finish(c: Context, now: Instant): void {
	if (!c.pairs || c.pairs.step === 'returning') return;
	const people = c.pairs.all.flatMap((p) => (p.helper === null ? p.seats : [...p.seats, p.helper]));
	for (const pair of c.pairs.all) close(c, pair);
	c.pairs = { step: 'returning', all: [], returning: people.filter((seat) => isHere(c, seat)) };
	start(c, 'pairStep', now, limits.returningMs);
	moveOnWhenAllAreBack(c);
}

export function arrived(c: Context, by: Seat): void {
	if (!c.pairs) return;
	c.pairs.returning = c.pairs.returning.filter((seat) => seat !== by);
	moveOnWhenAllAreBack(c);
}

function moveOnWhenAllAreBack(c: Context): void {
	if (c.pairs?.step !== 'returning' || c.pairs.returning.length > 0) return;
	stop(c, 'pairStep');
	c.moveOn = true;
}

/** The phase is left, whatever state the pairs are in. */
export function leavePairs(c: Context): void {
	for (const pair of c.pairs?.all ?? []) close(c, pair);
	c.pairs = null;
	stop(c, 'pairStep');
}

function close(c: Context, pair: Pair): void {
	c.pastRooms.push(pair.room);
	stop(c, `moment:${pair.room}`, `partner:${pair.room}`);
}

const byRoom = (c: Context, room: string): Pair | undefined => c.pairs?.all.find((p) => p.room === room);
const isHere = (c: Context, seat: Seat): boolean => {
	const s = seatIn(c, seat);
	return s?.standing === 'admitted' && connected(s);
};

/** [D3] Two minutes in which nobody there has to say anything. The step's clock goes on, for it is everybody's. */
export function needMoment(c: Context, by: Seat, e: Of<'NEED_MOMENT'>, now: Instant): void {
	const pair = byRoom(c, e.room);
	if (!pair) return;
	pair.moment = { seat: by, until: now + limits.momentMs };
	start(c, `moment:${pair.room}`, now, limits.momentMs);
}

export function readyAgain(c: Context, room: string): void {
	const pair = byRoom(c, room);
	if (pair) pair.moment = null;
	stop(c, `moment:${room}`);
}

/** [D4] A facilitator comes in, visibly, because somebody there asked for support. */
export function help(c: Context, by: Seat, room: string, now: Instant): void {
	const pair = byRoom(c, room);
	if (pair) Object.assign(pair, { helper: by, helperSince: now });
}

export function helped(c: Context, room: string, now: Instant): void {
	const pair = byRoom(c, room);
	if (pair) helperGoes(c, pair, now);
}

function helperGoes(c: Context, pair: Pair, now: Instant): void {
	Object.assign(pair, { helper: null, helperSince: null });
	if (pair.alone !== null) endApart(c, pair, now);
}

function endApart(c: Context, pair: Pair, now: Instant): void {
	pair.alone = null;
	if (!standsStill(c)) goWhenFree(c, 'pairStep', now);
}

/** [D9] Somebody is looked after in a pair: nobody's time there is used meanwhile. */
const standsStill = (c: Context): boolean => c.pairs?.all.some((p) => p.alone !== null) ?? false;

/** Who called for support from this pair, and not about whoever helps there; null for nobody. */
export const callerIn = (c: Context, pair: Pair): Seat | null =>
	c.signals.find((s) => isOpen(s) && inside(s) && pair.seats.includes(s.seat) && (s.about === null || s.about !== pair.helper))?.seat ??
	null;

/** [D9] The helper and the one who called are alone in the pair's room; the others wait in the circle, and the step's clock stands. */
export function apart(c: Context, room: string, now: Instant): void {
	const pair = byRoom(c, room);
	if (!pair) return;
	pair.alone = callerIn(c, pair);
	stop(c, `partner:${room}`);
	pause(c, 'pairStep', now);
}

/** Those of a pair who belong in its room now. */
export const insidePair = (pair: Pair): Seat[] => {
	const helper = pair.helper === null ? [] : [pair.helper];
	return pair.alone === null ? [...pair.seats, ...helper] : [pair.alone, ...helper];
};

/** [D6] After every event: whoever is alone in a pair is noticed; a helper who is gone is none any more. */
export function watchPairs(c: Context, now: Instant): void {
	if (!c.pairs) return;
	if (c.pairs.step === 'returning') {
		c.pairs.returning = c.pairs.returning.filter((seat) => isHere(c, seat));
		return moveOnWhenAllAreBack(c);
	}
	for (const pair of c.pairs.all) {
		if (pair.helper !== null && !isHere(c, pair.helper)) helperGoes(c, pair, now);
		if (pair.alone !== null && !isHere(c, pair.alone)) endApart(c, pair, now);
		const alone = pair.seats.filter((seat) => isHere(c, seat)).length < 2 && pair.helper === null;
		if (!alone || pair.alone !== null) stop(c, `partner:${pair.room}`);
		else if (!c.timers[`partner:${pair.room}`]) start(c, `partner:${pair.room}`, now, limits.partnerLostMs);
	}
}

/** [D6] The pair is over. Who is left becomes a witness where two are, else comes back to the circle. */
export function partnerLost(c: Context, room: string, now: Instant): void {
	const pair = byRoom(c, room);
	if (!c.pairs || !pair) return;
	c.pairs.all = c.pairs.all.filter((p) => p !== pair);
	close(c, pair);
	const left = pair.seats.find((seat) => isHere(c, seat));
	const other = c.pairs.all.find((p) => p.seats.length === 2);
	if (left !== undefined && other) other.seats.push(left);
	if (c.pairs.all.length === 0) finish(c, now);
}

/** [D1] What the house needs to make the pairs, beside chance; null while there is nothing to pair. */
export function pairingNow(c: Context): Omit<Pairing, 'seed'> | null {
	if (c.pairs || phaseOf(c)?.mode !== 'dyads') return null;
	const seats = toPair(c);
	const wishes = c.seats.filter((s) => seats.includes(s.seat));
	return {
		seats,
		avoid: wishes.flatMap((s) => s.pairWish.avoid.map((other): [Seat, Seat] => [s.seat, other])),
		newcomers: wishes.filter((s) => !s.pairWish.practised).map((s) => s.seat),
		before: c.pairedBefore
	};
}

/** Seats that may be paired now, in ring order: here, and not asking to be alone. Whoever holds the circle stays with it. */
export const toPair = (c: Context): Seat[] =>
	c.seats.filter((s) => inRing(s) && isHere(c, s.seat) && !s.pairWish.alone && s.seat !== c.host).map((s) => s.seat);
