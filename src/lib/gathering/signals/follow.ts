// After every event the open calls follow what is so: whoever is with a caller stops the clocks, whoever goes starts them.

import { start, stop } from '../clocks.ts';
import { seatIn, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import type { Instant, Signal } from '../types.ts';
import { gone, inside, isOpen, someoneAble, withThem } from './attended.ts';

const open = (c: Context): Signal[] => c.signals.filter((s) => isOpen(s) && inside(s));

/** Nobody who could come is here, and those outside or its owner do not know of it yet. */
const unsaid = (c: Context, s: Signal, now: Instant): boolean => s.with === null && !(s.paged && s.unanswered) && !someoneAble(c, s, now);

/** When the credential of whoever is with them ends, it is looked at again. */
function watches(c: Context, s: Signal): boolean {
	const until = seatIn(c, s.with)?.credentialUntil;
	const timer = c.timers[`able:${s.id}`];
	return s.with === null ? timer === undefined : timer !== undefined && 'at' in timer && timer.at === until;
}

const settled = (c: Context, s: Signal, now: Instant): boolean =>
	(withThem(c, s, now)?.seat ?? null) === s.with && gone(c, s) === (s.goneAt !== null) && !unsaid(c, s, now) && watches(c, s);

/** Something about an open call is not as it was at the last event. */
export const callsMoved = (c: Context, now: Instant): boolean => !open(c).every((s) => settled(c, s, now));

export function followCalls(c: Context, now: Instant): void {
	for (const signal of open(c)) if (!settled(c, signal, now)) follow(c, signal, now);
}

function follow(c: Context, signal: Signal, now: Instant): void {
	const isGone = gone(c, signal);
	if (isGone && signal.goneAt === null) Object.assign(signal, { goneAt: now, rung: now });
	else if (!isGone) signal.goneAt = null;
	const is = withThem(c, signal, now)?.seat ?? null;
	if (is === null && signal.with !== null) reopen(c, signal, now);
	else if (is !== null && signal.with === null) attended(c, signal);
	signal.with = is;
	if (is !== null) watchCredential(c, signal, now);
	else if (unsaid(c, signal, now)) {
		Object.assign(signal, { paged: true, unanswered: true });
		stop(c, `page:${signal.id}`, `signal:${signal.id}`);
	}
}

function watchCredential(c: Context, signal: Signal, now: Instant): void {
	const until = seatIn(c, signal.with)?.credentialUntil ?? now;
	if (!watches(c, signal)) start(c, `able:${signal.id}`, now, until - now);
}

/** [N3] Somebody is with them: nobody else is called. */
function attended(c: Context, signal: Signal): void {
	Object.assign(signal, { before: null, met: true, paged: false, reach: null, unanswered: false });
	stop(c, `page:${signal.id}`, `signal:${signal.id}`);
}

/** [N8] Whoever was with them is not: it is called anew, whatever was answered. */
export function reopen(c: Context, signal: Signal, now: Instant): void {
	Object.assign(signal, { before: signal.with, at: now, rung: now, seenBy: [], answer: null, answeredBy: null, answeredAt: null });
	Object.assign(signal, { with: null, paged: false, reach: null, unanswered: false });
	calling(c, signal, now);
}

/** [N2] [N3] From now on it waits: those on call are asked, and its owner is told honestly. */
export function calling(c: Context, signal: Signal, now: Instant): void {
	stop(c, `able:${signal.id}`);
	start(c, `page:${signal.id}`, now, limits.pageMs);
	start(c, `signal:${signal.id}`, now, limits.signalMs);
}
