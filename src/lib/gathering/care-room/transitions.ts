// The care room: a person and a facilitator go aside by consent. Their seats stay in the ring, and the circle goes on.

import { start, stop } from '../clocks.ts';
import { connected, mustSeat, nextNumber, phaseOf, seatIn, type Context } from '../context.ts';
import { limits } from '../limits.ts';
import { facilitatorsHere } from '../seats/transitions.ts';
import { openSignal } from '../signals/attended.ts';
import { support } from '../signals/transitions.ts';
import type { Instant, Seat } from '../types.ts';

export function invite(c: Context, by: Seat, e: { seat: Seat }): void {
	c.careInvite = { seat: e.seat, companion: by };
	c.careDeclined = null;
}

/** [A1] No is an answer, and whoever asked reads it. */
export function decline(c: Context): void {
	c.careDeclined = c.careInvite;
	c.careInvite = null;
}

/** [A2] Who leads the circle when this companion goes aside with somebody; null when nobody else may. */
export const leaderWithout = (c: Context, companion: Seat, seat: Seat | null, now: Instant): Seat | null =>
	facilitatorsHere(c, now).find((s) => s.seat !== companion && s.seat !== seat)?.seat ?? null;

/** [A1] Nobody who may hold the circle would stay with it. In the lobby and in aftercare nobody has to. */
export function nobodyStays(c: Context, companion: Seat, seat: Seat, now: Instant): boolean {
	const phase = phaseOf(c);
	return phase !== null && phase.kind !== 'aftercare' && leaderWithout(c, companion, seat, now) === null;
}

/** [A1] Both go aside in one event. Who was alone in a care room stays in it, with the new companion. */
export function enter(c: Context, now: Instant): void {
	const { seat, companion } = c.careInvite!;
	c.careInvite = null;
	c.careDeclined = null;
	const leads = c.takeover?.leader === companion;
	if (c.takeover && leads) c.takeover.leader = leaderWithout(c, companion, seat, now) ?? companion;
	if (c.takeover?.voice === seat) c.takeover.voice = null;
	for (const one of [seat, companion]) mustSeat(c, one).standing = 'inCare';
	const before = c.care && seatIn(c, c.care.companion);
	if (before?.standing === 'inCare') before.standing = 'admitted';
	const room = c.care?.room ?? `care-${seat}-${nextNumber(c, `care:${seat}`)}`;
	c.care = { room, seat, companion, since: now, back: [], alone: false };
	stop(c, 'companion', ...(leads ? (['undo'] as const) : []));
}

/** [A3] Both have said so, or the other is not there: they are back at their seats. */
export function back(c: Context, by: Seat): void {
	const care = c.care!;
	care.back.push(by);
	const other = seatIn(c, by === care.seat ? care.companion : care.seat);
	const waits = other?.standing === 'inCare' && connected(other) && !care.back.includes(other.seat);
	if (!waits) endCare(c);
}

/** Both are back in the circle, or gone; nobody may be in that room any more. */
export function endCare(c: Context): void {
	const { care } = c;
	if (!care) return;
	for (const one of [care.seat, care.companion]) {
		const s = seatIn(c, one);
		if (s?.standing === 'inCare') s.standing = 'admitted';
	}
	const signal = openSignal(c, care.seat);
	if (signal?.answer === 'careRoom') signal.answer = 'talked';
	c.pastRooms.push(care.room);
	c.care = null;
	stop(c, 'companion');
}

/** [A4] After every event: a care room whose person is gone is over; one whose companion is gone calls for another. */
export function watchCare(c: Context, now: Instant): void {
	const standing = (seat: Seat) => seatIn(c, seat)?.standing;
	if (c.careInvite) {
		const gone = (seat: Seat) => [undefined, 'left', 'removed', 'waiting'].includes(standing(seat));
		if (gone(c.careInvite.seat) || gone(c.careInvite.companion)) c.careInvite = null;
	}
	if (c.careDeclined && standing(c.careDeclined.seat) !== 'admitted') c.careDeclined = null;
	if (!c.care) return;
	if (standing(c.care.seat) !== 'inCare') return endCare(c);
	const companion = seatIn(c, c.care.companion);
	if (companion?.standing === 'inCare' && connected(companion)) {
		c.care.alone = false;
		stop(c, 'companion');
	} else if (!c.care.alone && !c.timers.companion) start(c, 'companion', now, limits.leaderLostMs);
}

/** [A4] The person in the care room is alone: that is a call for support, where none is open already. */
export function companionLost(c: Context, now: Instant): void {
	if (!c.care) return;
	c.care.alone = true;
	if (!openSignal(c, c.care.seat)) support(c, c.care.seat, { whom: 'me' }, now);
}
