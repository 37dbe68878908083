// Care: the takeover that holds the circle, and the bell. The piece itself never hears of either.

import { freeze, go, pause, start, stop, thaw } from '../clocks.ts';
import { here, inRing, mustSeat, nextNumber, say, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import { openSignal } from '../signals/attended.ts';
import { toClosing } from '../course/transitions.ts';
import { defer, restart, takeYourTime } from '../piece/transitions.ts';
import type { Of } from '../asking.ts';
import type { Instant, ResumeMode, Seat, Takeover } from '../types.ts';

/** [K1] Everything that moves stands still, in one event. A seat in need keeps its microphone. */
export function takeOver(c: Context, by: Seat, e: Of<'TAKEOVER'>, now: Instant): void {
	freeze(c, now);
	pause(c, 'bell', now);
	const inCare = e.kind === 'support' ? e.seat : null;
	begin(c, by, { kind: e.kind, inCare, voice: inCare }, now);
}

/** [N11] The circle pauses so that its leader can go aside with somebody. Who speaks is not cut off; nobody else is opened. */
export function pauseFor(c: Context, by: Seat, seat: Seat, now: Instant): void {
	const speaking = c.turn?.seat === seat && c.turn.runningSince !== null;
	freeze(c, now);
	pause(c, 'bell', now);
	begin(c, by, { kind: 'support', inCare: seat, voice: speaking ? seat : null }, now);
}

function begin(c: Context, leader: Seat, how: Pick<Takeover, 'kind' | 'inCare' | 'voice'>, now: Instant): void {
	c.pauseId = `h${nextNumber(c, 'pause')}`;
	c.takeover = { ...how, leader, round: null, since: now, asked: [], reviewDue: false, grounding: null };
	say(c, 'paused', now, { by: leader });
	start(c, 'undo', now, limits.undoMs);
	start(c, 'review', now, limits.reviewMs);
}

/** [K10] One microphone beside the leader's. Closing it in a round gives the word to the next. */
export function giveWord(c: Context, e: Of<'GIVE_WORD'>): void {
	if (!c.takeover) return;
	if (!e.on) return nextWord(c);
	c.takeover.voice = e.seat;
	c.takeover.inCare ??= openSignal(c, e.seat) ? e.seat : null;
}

/** [K11] Everybody who sits here is asked for a word, in ring order, but whoever leads. */
export function checkRound(c: Context, now: Instant): void {
	if (!c.takeover) return;
	const { leader } = c.takeover;
	c.takeover.round = c.seats.filter((s) => here(s) && s.seat !== leader && !s.listening).map((s) => s.seat);
	c.takeover.grounding = null;
	say(c, 'round', now, { by: leader });
	nextWord(c);
}

/** [K11] The word goes to the next who is still here; after the last the round is over. */
export function nextWord(c: Context): void {
	const { takeover } = c;
	if (!takeover) return;
	const left = (takeover.round ?? []).filter((seat) => here(mustSeat(c, seat)));
	takeover.voice = left[0] ?? null;
	takeover.round = left.length > 0 ? left.slice(1) : null;
}

export function delegate(c: Context, to: Seat, by: Seat, now: Instant): void {
	if (!c.takeover) return;
	c.takeover.leader = to;
	if (c.takeover.voice === to) c.takeover.voice = null;
	if (c.takeover.inCare === to) c.takeover.inCare = null;
	say(c, 'leads', now, { seat: to, by });
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
	c.pauseId = `h${nextNumber(c, 'pause')}`;
	stop(c, 'undo', 'review', 'leader');
}

/** [B1] */
export function bell(c: Context, ms: number, now: Instant): void {
	c.bellAsked = null;
	c.pauseId = `h${nextNumber(c, 'pause')}`;
	freeze(c, now);
	start(c, 'bell', now, ms);
}

/** [B2] Nobody is rung over: the bell waits for the end of the share. */
export function askForBell(c: Context, by: Seat, ms: number): void {
	c.bellAsked = { by, ms };
}

export function endBell(c: Context, now: Instant): void {
	stop(c, 'bell');
	c.pauseId = null;
	thaw(c, now);
}

/** [K4] As if it had not been: nobody is asked about it. */
export function undo(c: Context, intoSilence: boolean, by: Seat, now: Instant): void {
	const before = c.lastPause;
	resume(c, 'exact', intoSilence, by, now);
	c.lastPause = before;
}

/**
 * [K3] Gives the circle back. `exact` changes nothing that was frozen; a silence that was going on goes on.
 * The other four change only the interrupted turn, or go to closing.
 */
export function resume(c: Context, mode: ResumeMode, intoSilence: boolean, by: Seat, now: Instant): void {
	if (c.takeover) askOfPause(c, c.takeover.leader);
	c.takeover = null;
	c.pauseId = null;
	stop(c, 'undo', 'review', 'leader');
	say(c, mode === 'toClosing' ? 'to-closing' : 'goes-on', now, { by });
	if (mode === 'exact' && intoSilence) {
		c.pauseId = `h${nextNumber(c, 'pause')}`;
		go(c, 'bell', now);
		return;
	}
	stop(c, 'bell');
	thaw(c, now);
	if (mode === 'returnTurn') takeYourTime(c, now);
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
