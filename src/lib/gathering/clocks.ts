// Clocks: named timers that run, stand still in a hold, and run again. Time always comes in with the event.

import { nextNumber, type Context } from './context.ts';
import type { Instant, Ms, Timer, TimerName } from './types.ts';

/** These stand still while the circle is held; the others watch over people and never stop. */
const stands: ReadonlySet<string> = new Set<TimerName>([
	'offer',
	'offerAgain',
	'soft',
	'awaitReturn',
	'settle',
	'respond',
	'centreRest',
	'anyone',
	'phase',
	'unheard',
	'aftercare',
	'pairStep'
]);

export const running = (t: Timer | undefined): t is { id: string; at: Instant } => t !== undefined && 'at' in t;

export function start(c: Context, name: TimerName, now: Instant, ms: Ms): void {
	c.timers[name] = { id: `${name}:${nextNumber(c, 'clock')}`, at: now + ms };
}

export function stop(c: Context, ...names: TimerName[]): void {
	for (const name of names) delete c.timers[name];
}

/** Time left on a timer, whether it runs or stands; null if there is none. */
export function left(c: Context, name: TimerName, now: Instant): Ms | null {
	const t = c.timers[name];
	if (!t) return null;
	return running(t) ? Math.max(0, t.at - now) : t.leftMs;
}

export function pause(c: Context, name: TimerName, now: Instant): void {
	const t = c.timers[name];
	if (running(t)) c.timers[name] = { id: t.id, leftMs: Math.max(0, t.at - now) };
}

export function go(c: Context, name: TimerName, now: Instant): void {
	const t = c.timers[name];
	if (t && !running(t)) c.timers[name] = { id: t.id, at: now + t.leftMs };
}

/** Like `go`, but not over the circle's being held: then it goes on with everything else. */
export function goWhenFree(c: Context, name: TimerName, now: Instant): void {
	const t = c.timers[name];
	if (c.pauseId === null) go(c, name, now);
	else if (t && !running(t)) c.timers[name] = { ...t, stood: true };
}

/** The turn's own clock: time used so far. */
export function usedMs(c: Context, now: Instant): Ms {
	const t = c.turn;
	if (!t) return 0;
	return t.usedMs + (t.runningSince === null ? 0 : Math.max(0, now - t.runningSince));
}

export function stopTurn(c: Context, now: Instant): void {
	if (!c.turn) return;
	c.turn.usedMs = usedMs(c, now);
	c.turn.runningSince = null;
	pause(c, 'soft', now);
}

export function runTurn(c: Context, now: Instant): void {
	if (!c.turn) return;
	c.turn.runningSince = now;
	go(c, 'soft', now);
}

/** Every clock of the piece stands still. Names which ran, so that thawing starts exactly those. */
export function freeze(c: Context, now: Instant): void {
	if (c.turn && c.turn.runningSince !== null) {
		c.turn.usedMs = usedMs(c, now);
		c.turn.runningSince = null;
		c.turn.stood = true;
	}
	for (const [name, t] of Object.entries(c.timers) as [TimerName, Timer][])
		if ((stands.has(name) || name.startsWith('moment:')) && running(t))
			c.timers[name] = { id: t.id, leftMs: Math.max(0, t.at - now), stood: true };
}

/** The inverse of `freeze`: what ran runs on with the time it had left. */
export function thaw(c: Context, now: Instant): void {
	if (c.turn?.stood) {
		c.turn.runningSince = now;
		delete c.turn.stood;
	}
	for (const [name, t] of Object.entries(c.timers) as [TimerName, Timer][])
		if (!running(t) && t.stood) c.timers[name] = { id: t.id, at: now + t.leftMs };
}

/** An outage used up nobody's time: everything that runs is moved by the gap. */
export function shift(c: Context, byMs: Ms): void {
	for (const t of Object.values(c.timers)) if (running(t)) t.at += byMs;
	if (c.turn?.runningSince != null) c.turn.runningSince += byMs;
}

/** The timers that should fire, for the shell to keep as rows. */
export function desiredTimers(c: { context: Context }): { name: TimerName; id: string; at: Instant }[] {
	return (Object.entries(c.context.timers) as [TimerName, Timer][])
		.filter(([, t]) => running(t))
		.map(([name, t]) => ({ name, id: t.id, at: (t as { at: Instant }).at }));
}
