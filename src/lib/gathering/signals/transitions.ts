// The private signal: pressed once, seen by those who hold the circle, never lost, and followed until a person closes it.

import { start, stop } from '../clocks.ts';
import { nextNumber, phaseOf, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import type { Instant, Reach, Seat, Signal } from '../types.ts';
import type { Of } from '../asking.ts';
import { isOpen } from './attended.ts';
import { calling, reopen } from './follow.ts';

const byId = (c: Context, id: string): Signal | undefined => c.signals.find((s) => s.id === id);

/** [N6] Meant as a try, for oneself, in a phase that tries it out. */
export const isTry = (c: Context, e: Of<'SUPPORT'>): boolean => e.practice === true && e.whom === 'me' && phaseOf(c)?.practice === true;

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

/** Whoever holds the circle now: a call for their own need is about them. */
const leadNow = (c: Context, by: Seat): Seat | null => {
	const lead = c.takeover?.leader ?? c.host;
	return lead === by ? null : lead;
};

/** [N1] A press is never lost. [N4] What is about those who hold the circle passes them by. */
export function support(c: Context, by: Seat, e: Pick<Of<'SUPPORT'>, 'whom'>, now: Instant): void {
	endTry(c, by);
	const signal: Signal = {
		id: `s${by}-${nextNumber(c, `signal:${by}`)}`,
		...{ seat: by, at: now, rung: now, whom: e.whom, about: e.whom === 'facilitator' ? leadNow(c, by) : null },
		...{ kind: null, urgency: null, seenBy: [], answer: null, answeredBy: null, answeredAt: null },
		...{ with: null, before: null, met: false, goneAt: null },
		...{ withdrawn: false, closed: false, closedAs: null, paged: e.whom === 'aside', reach: null, unanswered: false }
	};
	c.signals.push(signal);
	if (e.whom !== 'aside') calling(c, signal, now);
}

/** [N5] Its owner presses again: it rings again; where somebody was with them, or the time for it is over, it is called anew. */
export function callAgain(c: Context, e: Of<'CALL_AGAIN'>, now: Instant): void {
	const signal = byId(c, e.signalId);
	if (!signal) return;
	noLongerNews(c, signal);
	const waiting = signal.with === null && now - signal.at < limits.signalMs;
	if (waiting) signal.rung = now;
	else reopen(c, signal, now);
}

export function sayMore(c: Context, e: Of<'SAY_MORE'>, now: Instant): void {
	const signal = byId(c, e.signalId);
	if (!signal) return;
	if (e.urgency === 'now' && signal.urgency !== 'now') signal.rung = now;
	const whom = e.whom ?? signal.whom;
	const about = whom === 'facilitator' ? (signal.about ?? leadNow(c, signal.seat)) : null;
	Object.assign(signal, { whom, about, kind: e.kind, urgency: e.urgency });
}

/** [N4] Its owner hears that somebody outside is on it. */
export function lookedAfter(c: Context, e: Of<'LOOKED_AFTER'>): void {
	const signal = byId(c, e.signalId);
	if (signal) signal.lookedAfter = true;
}

/** [N3] Somebody says that they saw it, and what comes next. */
export function answer(c: Context, by: Seat, e: { signalId: string; answer: Signal['answer'] }, now: Instant): void {
	const signal = byId(c, e.signalId);
	if (!signal) return;
	if (!signal.seenBy.includes(by)) signal.seenBy.push(by);
	Object.assign(signal, { answer: e.answer, answeredBy: by, answeredAt: now });
}

/** [A1] That they would rather stay belongs to their call. */
function noLongerNews(c: Context, signal: Signal | undefined): void {
	if (c.careDeclined && c.careDeclined.seat === signal?.seat) c.careDeclined = null;
}

const clocks = (id: string) => [`page:${id}`, `signal:${id}`, `able:${id}`] as const;

export function withdraw(c: Context, e: Of<'WITHDRAW_SUPPORT'>): void {
	const signal = byId(c, e.signalId);
	if (signal) signal.withdrawn = true;
	noLongerNews(c, signal);
	stop(c, ...clocks(e.signalId));
}

/** [N10] By a person of the circle, or after the end by somebody outside. */
export function closeCase(c: Context, e: Of<'CLOSE_CASE'> | Of<'CASE_CLOSED'>): void {
	const signal = byId(c, e.signalId);
	if (signal) Object.assign(signal, { closed: true, closedAs: e.how });
	noLongerNews(c, signal);
	stop(c, ...clocks(e.signalId));
}

/** [N3] Twenty seconds without anybody: those on call are asked. */
export function page(c: Context, id: string): void {
	const signal = byId(c, id);
	if (signal && isOpen(signal)) signal.paged = true;
}

/** [N2] After a minute the person is told honestly. */
export function unanswered(c: Context, id: string): void {
	const signal = byId(c, id);
	if (signal) signal.unanswered = true;
}

/** [N9] What came of asking outside. That nobody can be reached is told at once. */
export function reached(c: Context, e: Of<'REACHED'>): void {
	const signal = byId(c, e.signalId);
	if (!signal) return;
	const { people, reached, seen, coming } = e;
	signal.reach = { people, reached, seen, coming } satisfies Reach;
	if (people === 0) signal.unanswered = true;
}
