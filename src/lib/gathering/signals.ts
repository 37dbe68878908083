// The private signal: pressed once, seen by those who hold the circle, never lost, and followed until it is closed.

import { start, stop } from './clocks.ts';
import { nextNumber, phaseOf, seatIn, type Context } from './context.ts';
import { limits } from './limits.ts';
import { holders } from './seats.ts';
import type { Command, Instant, Seat, Signal } from './words.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export const isOpen = (s: Signal): boolean => !s.withdrawn && !s.closed;

/** A seat's open signal to those who hold the circle, or the one that passes them by. */
export const openSignal = (c: Context, seat: Seat, aside = false): Signal | undefined =>
	c.signals.find((s) => s.seat === seat && isOpen(s) && (s.whom === 'aside') === aside);

const byId = (c: Context, id: string): Signal | undefined => c.signals.find((s) => s.id === id);

/** [N6] Meant as a try, for oneself, in a phase that tries it out. */
export const isTry = (c: Context, e: Of<'SUPPORT'>): boolean =>
	e.practice === true && e.whom === 'me' && phaseOf(c)?.practice === true;

/** Shown as a call would be; nobody is called. */
export function tryOut(c: Context, by: Seat, now: Instant): void {
	c.tried = [...c.tried.filter((one) => one.seat !== by), { seat: by, answered: false, over: false }];
	start(c, `practice:${by}`, now, limits.practiceMs);
}

export function tried(c: Context, by: Seat): void {
	const one = c.tried.find(({ seat }) => seat === by);
	if (one) one.answered = true;
}

/** The try is put away: by who made it, or by a real press. */
export function endTry(c: Context, by: Seat): void {
	const one = c.tried.find(({ seat }) => seat === by);
	if (one) one.over = true;
	stop(c, `practice:${by}`);
}

/** [N1] A press is never lost. [N4] What is about those who hold the circle passes them by. */
export function support(c: Context, by: Seat, e: Of<'SUPPORT'>, now: Instant): void {
	endTry(c, by);
	const signal: Signal = {
		id: `s${nextNumber(c)}`,
		seat: by,
		at: now,
		whom: e.whom,
		kind: null,
		urgency: null,
		seenBy: [],
		answer: null,
		answeredBy: null,
		answeredAt: null,
		withdrawn: false,
		closed: false,
		paged: false,
		reach: null,
		unanswered: false
	};
	c.signals.push(signal);
	if (e.whom === 'aside') signal.paged = true;
	else escalate(c, signal, now);
}

/** What was answered is asked again. */
export function reopen(c: Context, signal: Signal, now: Instant): void {
	Object.assign(signal, { at: now, seenBy: [], answer: null, answeredBy: null, answeredAt: null, paged: false, reach: null });
	escalate(c, signal, now);
}

/** [N2] [N3] From now on it waits for an answer: those on call are reached, and its owner is told honestly. */
function escalate(c: Context, signal: Signal, now: Instant): void {
	const present = holders(c, now).filter((s) => s.seat !== signal.seat);
	const others = signal.whom === 'facilitator' ? present.filter((s) => s.seat !== c.host) : present;
	signal.unanswered = present.length === 0;
	signal.paged ||= others.length === 0;
	if (!signal.paged) start(c, `page:${signal.id}`, now, limits.pageMs);
	if (!signal.unanswered) start(c, `signal:${signal.id}`, now, limits.signalMs);
}

export function sayMore(c: Context, e: Of<'SAY_MORE'>): void {
	const signal = byId(c, e.signalId);
	if (signal) Object.assign(signal, { whom: e.whom ?? signal.whom, kind: e.kind, urgency: e.urgency });
}

/** [N4] Its owner hears that somebody outside is on it. */
export function lookedAfter(c: Context, e: Of<'LOOKED_AFTER'>): void {
	const signal = byId(c, e.signalId);
	if (signal) signal.lookedAfter = true;
}

/** [N7] How far the alert has come, as the house counted it. */
export function reached(c: Context, { signalId, people, reached, seen, coming }: Of<'REACHED'>): void {
	const signal = byId(c, signalId);
	if (signal) signal.reach = { people, reached, seen, coming };
}

/** [N3] Acknowledged by one: nobody else is called. Others may say too that they saw it, or what comes next. */
export function answer(c: Context, by: Seat, e: Of<'ANSWER_SUPPORT'>, now: Instant): void {
	const signal = byId(c, e.signalId);
	if (!signal) return;
	if (!signal.seenBy.includes(by)) signal.seenBy.push(by);
	Object.assign(signal, { answer: e.answer, answeredBy: by, answeredAt: now, unanswered: false });
	stop(c, `page:${signal.id}`, `signal:${signal.id}`);
}

export function withdraw(c: Context, e: Of<'WITHDRAW_SUPPORT'>): void {
	const signal = byId(c, e.signalId);
	if (signal) signal.withdrawn = true;
	stop(c, `page:${e.signalId}`, `signal:${e.signalId}`);
}

export function closeCase(c: Context, e: Of<'CLOSE_CASE'>): void {
	const signal = byId(c, e.signalId);
	if (signal) signal.closed = true;
	stop(c, `page:${e.signalId}`, `signal:${e.signalId}`);
}

/** [N3] Twenty seconds without an answer: those on call are reached. */
export function page(c: Context, id: string): void {
	const signal = byId(c, id);
	if (signal) signal.paged = true;
}

/** [N2] After a minute the person is told honestly. */
export function unanswered(c: Context, id: string): void {
	const signal = byId(c, id);
	if (signal) signal.unanswered = true;
}

/** Whom it came from is not here any more: the case stays open. */
export function gone(c: Context, signal: Signal): boolean {
	const s = seatIn(c, signal.seat);
	return !s || s.standing === 'left' || s.standing === 'removed' || s.connection === 'lost';
}
