// Whose turn it is: the roster, the lap, the final call. Pure questions about a context.

import { here, inRing, phaseOf, seatIn, type Context } from '../context.ts';
import type { Phase, Seat, SeatState } from '../types.ts';

/** [O3] Nothing is owed: heard, passed or missed. Who only listens tonight counts as having passed. */
export const settled = (s: SeatState): boolean => s.listening || s.mark === 'heard' || s.mark === 'passed' || s.mark === 'missed';

/** [O8] Whom a phase asks. Until somebody is the one who tells, the piece in the middle is everybody's to take. */
function asks(c: Context, phase: Phase, seat: Seat): boolean {
	if (phase.roster === 'unheard') return !c.heardLast.includes(seat);
	if (phase.roster === 'others') return seat !== c.teller;
	if (phase.roster === 'teller') return c.teller === null ? phase.order === 'centre' : seat === c.teller;
	return true;
}

/** The roster of the phase, in the order in which the piece goes. [O1] fixed at the first offer. */
export function rosterNow(c: Context): Seat[] {
	const phase = phaseOf(c);
	if (!phase || phase.mode !== 'piece') return [];
	if (c.roster) return c.roster;
	const seats = c.seats
		.filter((s) => inRing(s) && s.from <= c.phaseIndex)
		.map((s) => s.seat)
		.filter((seat) => asks(c, phase, seat));
	const at = phase.start === 'afterLastHeard' ? seats.indexOf(c.lastHeard ?? -1) + 1 : 0;
	const turned = [...seats.slice(at), ...seats.slice(0, at)];
	if (phase.kind !== 'closing') return turned;
	return [...turned.filter((seat) => c.oneWord.includes(seat)), ...turned.filter((seat) => !c.oneWord.includes(seat))];
}

const rosterSeats = (c: Context): SeatState[] =>
	rosterNow(c)
		.map((seat) => seatIn(c, seat))
		.filter((s) => s !== undefined);

/** Those whose turn is still owed. */
export const unsettled = (c: Context): SeatState[] => rosterSeats(c).filter((s) => !settled(s));

/** [O2] The seat the ring offers to next: first lap in order, then one final call. */
export function nextSeat(c: Context): { seat: Seat; finalCall: boolean } | null {
	if (phaseOf(c)?.order !== 'ring') return null;
	const roster = rosterNow(c);
	for (const seat of roster.slice(c.lapAt)) {
		const s = seatIn(c, seat);
		if (s && s.mark === 'pending' && !s.listening && here(s)) return { seat, finalCall: false };
	}
	for (const s of rosterSeats(c))
		if (!settled(s) && s.mark !== 'speaking' && !s.finalCall && here(s)) return { seat: s.seat, finalCall: true };
	return null;
}

/** [O4] Owed a turn and away, but not gone: they are waited for once before they count as missed. */
export const waitedFor = (c: Context): boolean =>
	!c.waited && unsettled(c).some((s) => s.standing === 'admitted' || s.standing === 'resting');

/** [O5] A ring is complete when nobody is left to ask or to wait for; a centre when all of its roster were heard. */
export function complete(c: Context): boolean {
	const phase = phaseOf(c);
	if (phase?.mode !== 'piece' || c.turn) return false;
	const owed = unsettled(c);
	if (phase.order === 'centre')
		return (phase.roster === 'unheard' || (phase.roster === 'teller' && c.teller !== null)) && owed.length === 0;
	if (owed.length === 0) return true;
	return nextSeat(c) === null && !waitedFor(c) && c.seats.some(here);
}

/** [O6] Who may take the piece from the middle now. */
export function mayTake(c: Context, s: SeatState): boolean {
	if (!rosterNow(c).includes(s.seat) || !here(s)) return false;
	return s.mark !== 'heard' || c.again;
}
