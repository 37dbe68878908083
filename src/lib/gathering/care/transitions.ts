// Care: the takeover that holds the circle, and the bell. The piece itself never hears of either.

import { freeze, go, pause, start, stop, thaw } from '../clocks.ts';
import { inRing, mustSeat, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import { toClosing } from '../course/transitions.ts';
import { defer, restart, takeYourTime } from '../piece/transitions.ts';
import type { Command, Instant, ResumeMode, Seat } from '../words.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** [K1] Everything that moves stands still, in one event. A seat in need keeps its microphone. */
export function takeOver(c: Context, by: Seat, e: Of<'TAKEOVER'>, now: Instant): void {
	freeze(c, now);
	pause(c, 'bell', now);
	const inCare = e.kind === 'support' ? e.seat : null;
	c.takeover = { kind: e.kind, leader: by, inCare, since: now, asked: [], reviewDue: false, grounding: null };
	start(c, 'undo', now, limits.undoMs);
	start(c, 'review', now, limits.reviewMs);
}

export function delegate(c: Context, to: Seat): void {
	if (!c.takeover) return;
	c.takeover.leader = to;
	c.takeover.asked = c.takeover.asked.filter((seat) => seat !== to);
	stop(c, 'undo');
}

/** [K8] */
export function ground(c: Context, e: Of<'GROUND'>, now: Instant): void {
	if (c.takeover) c.takeover.grounding = e.on ? now : null;
}

export function askToJoin(c: Context, by: Seat): void {
	c.takeover?.asked.push(by);
}

export function reviewDue(c: Context): void {
	if (c.takeover) c.takeover.reviewDue = true;
}

/** [K6] Nobody leads: the circle stays as it was held, and no microphone opens. */
export function technicalPause(c: Context, now: Instant): void {
	freeze(c, now);
	pause(c, 'bell', now);
	c.takeover = null;
	stop(c, 'undo', 'review', 'leader');
}

/** [B1] */
export function bell(c: Context, ms: number, now: Instant): void {
	c.bellAsked = null;
	freeze(c, now);
	start(c, 'bell', now, ms);
}

/** [B2] Nobody is rung over: the bell waits for the end of the share. */
export function askForBell(c: Context, by: Seat, ms: number): void {
	c.bellAsked = { by, ms };
}

export function endBell(c: Context, now: Instant): void {
	stop(c, 'bell');
	thaw(c, now);
}

/** [K4] As if it had not been: nobody is asked about it. */
export function undo(c: Context, intoSilence: boolean, now: Instant): void {
	const before = c.lastPause;
	resume(c, 'exact', intoSilence, now);
	c.lastPause = before;
}

/**
 * [K3] Gives the circle back. `exact` changes nothing that was frozen; a silence that was going on goes on.
 * The other four change only the interrupted turn, or go to closing.
 */
export function resume(c: Context, mode: ResumeMode, intoSilence: boolean, now: Instant): void {
	if (c.takeover) askOfPause(c, c.takeover.leader);
	c.takeover = null;
	stop(c, 'undo', 'review', 'leader');
	if (mode === 'exact' && intoSilence) {
		go(c, 'bell', now);
		return;
	}
	stop(c, 'bell');
	thaw(c, now);
	if (mode === 'returnTurn') takeYourTime(c);
	if (mode === 'restartTurn') restart(c, now);
	if (mode === 'nextSeat') defer(c, now);
	if (mode === 'toClosing') toClosing(c, now);
}

/** [K9] Everybody who sat there is asked whether it was all right. */
function askOfPause(c: Context, leader: Seat): void {
	const asked = c.seats.filter((s) => inRing(s) && s.seat !== leader).map((s) => s.seat);
	c.lastPause = { leader, asked };
}

export function sayOfPause(c: Context, by: Seat): void {
	if (c.lastPause) c.lastPause.asked = c.lastPause.asked.filter((seat) => seat !== by);
}

/** [H2] Somebody takes up the holding of the circle. */
export function takeHosting(c: Context, by: Seat): void {
	const s = mustSeat(c, by);
	if (s.role === 'participant' || s.role === 'guardian') s.role = 'coFacilitator';
	c.host = by;
	stop(c, 'grace', 'succession');
}
