// Seats: who sits where, who comes, goes and returns. A seat is permanent for the gathering; a connection is not.

import { start, stop } from '../clocks.ts';
import { besideCircle, connected, here, inRing, mayFacilitate, mayLead, mustSeat, say, seatIn, type Context } from '../context.ts';
import { heardAnew } from '../kept.ts';
import { limits } from '../limits.ts';
import type { Of } from '../asking.ts';
import type { Instant, Seat, SeatState } from '../types.ts';

/** [S1] The house gives a person a seat. A seat that exists keeps its place and marks. */
export function seat(c: Context, e: Of<'SEAT'>): void {
	const had = seatIn(c, e.seat);
	if (had) {
		had.role = e.role;
		had.credentialUntil = e.credentialUntil;
		if (e.onCall) had.onCall = true;
		return;
	}
	const fresh: SeatState = {
		seat: e.seat,
		role: e.role,
		credentialUntil: e.credentialUntil,
		connection: 'absent',
		lostSince: null,
		away: null,
		standing: 'invited',
		admitNext: false,
		sentBack: false,
		mark: 'pending',
		restMs: null,
		finalCall: false,
		listening: false,
		pairWish: { alone: false, practised: false, avoid: [] },
		from: 0,
		identity: null,
		device: null,
		wish: 'listen',
		typing: false,
		moved: null
	};
	if (e.onCall) Object.assign(fresh, { onCall: true, listening: true });
	c.seats.push(fresh);
	if (c.phaseIndex < 0) c.seats.sort((a, b) => a.seat - b.seat);
}

export function credential(c: Context, e: Of<'CREDENTIAL'>): void {
	mustSeat(c, e.seat).credentialUntil = e.credentialUntil;
}

export function unseat(c: Context, e: Of<'UNSEAT'>): void {
	c.seats = c.seats.filter((s) => s.seat !== e.seat);
}

/**
 * [S2] A join gives the seat a fresh identity and this device. In the lobby the person sits down at once; later
 * they wait until they are let in, unless they sat here before. [S8] In a peer-hosted circle nobody has to ask.
 * [S10] Nobody keeps somebody waiting who is on call and was asked for, nor whoever may hold this circle.
 */
export function join(c: Context, by: Seat, e: Of<'JOIN'>, doorkeeper: boolean, now: Instant): void {
	const s = mustSeat(c, by);
	s.identity = e.identity;
	s.device = e.device;
	heardAnew(s);
	comesBack(s, now);
	if (!connected(s)) s.connection = 'unstable';
	if (inRing(s)) return;
	const satBefore = s.standing === 'left';
	if (!s.sentBack && (c.phaseIndex < 0 || satBefore)) s.standing = 'admitted';
	else if (!s.sentBack && (s.onCall || mayLead(s, now))) sitDown(c, [s]);
	else {
		s.standing = 'waiting';
		if (!doorkeeper && !s.sentBack) s.admitNext = true;
	}
}

/** [S8] Nobody is left to ask: who waits comes in, but for those a facilitator sent back. */
export function nobodyAtTheDoor(c: Context): void {
	for (const s of c.seats) if (s.standing === 'waiting' && !s.sentBack) s.admitNext = true;
}

/** [S3] Those let in are seated while the piece rests, before the first seat of the ring, for the next round on. */
export function seatWaiting(c: Context): void {
	const entering = c.seats.filter((s) => s.standing === 'waiting' && s.admitNext);
	if (entering.length > 0) sitDown(c, entering);
}

function sitDown(c: Context, entering: SeatState[]): void {
	for (const s of entering) {
		s.standing = 'admitted';
		s.admitNext = false;
		s.mark = 'pending';
		s.from = c.roster ? c.phaseIndex + 1 : Math.max(0, c.phaseIndex);
	}
	c.seats = [...c.seats.filter((s) => !entering.includes(s)), ...entering];
}

export function admit(c: Context, e: Of<'ADMIT'>): void {
	const s = mustSeat(c, e.seat);
	s.standing = 'waiting';
	s.admitNext = true;
	s.sentBack = false;
	if (!c.turn) seatWaiting(c);
}

export function sendBack(c: Context, e: Of<'SEND_BACK'>): void {
	const s = mustSeat(c, e.seat);
	s.standing = 'waiting';
	s.admitNext = false;
	s.sentBack = true;
	s.identity = null;
}

/** [S6] A removed or denied seat has no identity, and so no way into the room. */
export function shutOut(c: Context, seat: Seat, standing: 'denied' | 'removed'): void {
	const s = mustSeat(c, seat);
	s.standing = standing;
	s.identity = null;
	s.device = null;
	s.connection = 'absent';
}

/** [S9] The seat lets go of the identity and the device it had; place, marks and turn stay for whoever joins it next. */
export function reseat(c: Context, e: Of<'RESEAT'>): void {
	const s = mustSeat(c, e.seat);
	s.identity = null;
	s.device = null;
}

/** [S13] As if the connection were lost, and the identity can no longer bring it back: whoever signs in again joins anew. */
export function signedOut(c: Context, e: Of<'SIGNED_OUT'>, now: Instant): void {
	const s = mustSeat(c, e.seat);
	if (s.connection !== 'lost') Object.assign(s, { connection: 'lost', lostSince: now, away: null });
	s.identity = null;
	s.device = null;
}

export function leave(c: Context, by: Seat): void {
	const s = mustSeat(c, by);
	s.standing = s.standing === 'waiting' ? 'invited' : 'left';
	s.connection = 'absent';
	s.identity = null;
	s.device = null;
}

export function connection(c: Context, e: Of<'CONNECTION'>, now: Instant): void {
	const s = mustSeat(c, e.seat);
	if (e.connection === 'lost') Object.assign(s, { lostSince: now, away: null });
	else comesBack(s, now);
	s.connection = e.connection;
}

/** [S12] Whoever was lost and is here again reads for how long. */
function comesBack(s: SeatState, now: Instant): void {
	if (s.connection === 'lost' && s.lostSince !== null) s.away = { from: s.lostSince, to: now };
	s.lostSince = null;
}

/** [S7] Nobody's time was used, and everybody gets a moment to come back. */
export function outage(c: Context, now: Instant): void {
	for (const s of c.seats) if (s.connection === 'present') s.connection = 'unstable';
	c.returnUntil = now + limits.returnAfterOutageMs;
}

/** [E3] Fewer than two people here for five minutes, observed, abandons a live gathering. */
function watchAbandoned(c: Context, now: Instant): void {
	if (c.phaseIndex < 0) return;
	const live = c.format.phases[c.phaseIndex]?.kind !== 'aftercare';
	const few = c.seats.filter((s) => inRing(s) && connected(s)).length < limits.abandonBelow;
	if (!live || !few) stop(c, 'abandon');
	else if (!c.timers.abandon) start(c, 'abandon', now, limits.abandonMs);
}

/** Went on purpose: the place of whoever leads is not kept for them. */
const left = (s: SeatState): boolean => !inRing(s);

/**
 * [K6] A takeover whose leader is lost waits a while, then the circle rests in a technical pause. Who leaves leaves the
 * lead to another who may have it. Who is with somebody, or stepped out, keeps it.
 */
function watchLeader(c: Context, now: Instant): void {
	const { takeover } = c;
	const leader = takeover && seatIn(c, takeover.leader);
	const other = leader && left(leader) ? facilitatorsHere(c, now)[0] : undefined;
	if (takeover && other) {
		takeover.leader = other.seat;
		if (takeover.voice === other.seat) takeover.voice = null;
		if (takeover.inCare === other.seat) takeover.inCare = null;
		say(c, 'leads', now, { seat: other.seat });
	}
	if (!leader || other || mayFacilitate(leader, now) || besideCircle(leader, now)) stop(c, 'leader');
	else if (!c.timers.leader) start(c, 'leader', now, limits.leaderLostMs);
}

/** [K6] Whoever led has left, and nobody may follow. */
export const leaderLeft = (c: Context): boolean => {
	const leader = c.takeover && seatIn(c, c.takeover.leader);
	return !!c.takeover && (!leader || left(leader));
};

/** [K11] A round does not wait for somebody who is gone. */
export const wordLost = (c: Context): boolean => {
	const s = c.takeover?.round ? seatIn(c, c.takeover.voice) : undefined;
	return s !== undefined && !here(s);
};

/** After every event: people are watched over by clocks that no hold stops. */
export function watch(c: Context, now: Instant): void {
	watchAbandoned(c, now);
	watchLeader(c, now);
}

/** Credentialed facilitators present now, in ring order. */
export const facilitatorsHere = (c: Context, now: Instant): SeatState[] => c.seats.filter((s) => mayFacilitate(s, now));
