// A voice that somebody is kept from: whoever speaks can choose at the media server who receives it. The pages that should hear
// and may not say so by themselves; here stands what is believed of it, and when that voice is ended.

import { connected, here, inRing, mayLead, mustSeat, seatIn, type Context } from './context.ts';
import type { Asking, No, Of, Rules } from './asking.ts';
import { audible, grantOf } from './grants.ts';
import { circleRoom, type Instant, type Seat, type SeatState } from './types.ts';

/** [G8] About the voice that is sent now, by whoever should hear it where they belong. */
function refuseCannotHear({ state, me }: Asking, { seat, identity, so }: Of<'CANNOT_HEAR'>): No {
	const speaker = seatIn(state.context, seat);
	if (!speaker || seat === me.seat) return 'no-such-seat';
	if (speaker.identity !== identity || keptFrom(speaker).includes(me.seat) === so) return 'nothing-to-do';
	return !so || audible(state, grantOf(state, me.seat)?.room ?? circleRoom).includes(seat) ? null : 'not-now';
}

export const keptRules = { CANNOT_HEAR: refuseCannotHear } satisfies Partial<Rules<'CANNOT_HEAR'>>;

/** A gathering that was begun before seats had it is still on. */
const keptFrom = (s: SeatState): Seat[] => s.keptFrom ?? [];

/** [G8] Somebody is kept from a voice, or is no more. One that was ended stays so until its person comes in anew. */
export function cannotHear(c: Context, by: Seat, { seat, so }: Of<'CANNOT_HEAR'>, now: Instant): void {
	const speaker = mustSeat(c, seat);
	const others = keptFrom(speaker).filter((one) => one !== by);
	speaker.keptFrom = so ? [...others, by] : others;
	if (so && isBelieved(c, speaker, mustSeat(c, by), now)) speaker.voiceEnded = true;
}

/**
 * One page alone silences nobody, but that of somebody who may move the piece on anyway; and not the one who may do that
 * themselves. Where nobody here may, it takes two, and more than half of the others. In a care room there is nobody to be kept from it.
 */
function isBelieved(c: Context, speaker: SeatState, by: SeatState, now: Instant): boolean {
	if (mayLead(speaker, now) || speaker.standing === 'inCare') return false;
	if (mayLead(by, now)) return true;
	const others = c.seats.filter((s) => s !== speaker && inRing(s) && connected(s));
	if (others.some((s) => mayLead(s, now))) return false;
	const kept = keptFrom(speaker).filter((seat) => others.some((s) => s.seat === seat && here(s)));
	return kept.length >= 2 && kept.length * 2 > others.length;
}

/** Who comes in anew, under another identity, is heard by whoever hears them then. */
export function heardAnew(s: SeatState): void {
	delete s.keptFrom;
	delete s.voiceEnded;
}

/** For those who hold the circle: whose voice is kept from whom, and whether it was ended for that. */
export const keptVoices = (c: Context): { seat: Seat; from: Seat[]; ended: boolean }[] =>
	c.seats
		.filter((s) => inRing(s) && keptFrom(s).length > 0)
		.map((s) => ({ seat: s.seat, from: keptFrom(s), ended: s.voiceEnded === true }));
