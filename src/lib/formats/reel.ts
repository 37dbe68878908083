// A gathering that was played through, as a reel of about a minute: what is shown when, at which time of its own. Pure.

import { phaseOf } from '../gathering/context.ts';
import type { Format, Instant, Ms } from '../gathering/types.ts';
import { played, type Moment } from './play.ts';

export interface Reel {
	/** From the full lobby to the end. */
	moments: Moment[];
	/** When each moment begins, in milliseconds of the reel. */
	begins: Ms[];
	lengthMs: Ms;
	/** Where each phase begins; the lobby first. */
	phases: { id: string; title: string; beginsMs: Ms }[];
}

export const reelMs: Ms = 60_000;
/** Each moment is seen for this long at least, if there is time for all of them. */
const leastMs: Ms = 150;

/** Plays the format through and lays it out over the length of a reel. Throws where `played` does. */
export function reelOf(format: Format, lengthMs: Ms = reelMs): Reel {
	const all = [...played(format)];
	const full = all.findIndex(({ command }) => command.type === 'BEGIN') - 1;
	const moments = all.slice(Math.max(0, full));
	const least = Math.min(leastMs, lengthMs / (2 * moments.length));
	const lasts = moments.map(({ at }, i) => (moments[i + 1]?.at ?? at) - at);
	const whole = lasts.reduce((sum, ms) => sum + ms, 0) || 1;
	const spread = lengthMs - least * moments.length;
	const begins: Ms[] = [];
	let t = 0;
	for (const ms of lasts) {
		begins.push(t);
		t += least + (spread * ms) / whole;
	}
	const phases = [{ id: 'lobby', title: 'Arriving', beginsMs: 0 }];
	for (const [i, { state }] of moments.entries()) {
		const phase = phaseOf(state.context);
		if (phase && phase.id !== phases.at(-1)?.id) phases.push({ id: phase.id, title: phase.title, beginsMs: begins[i]! });
	}
	return { moments, begins, lengthMs, phases };
}

/** What is shown at a time of the reel, and what the time is in the gathering then. */
export function shownAt({ moments, begins, lengthMs }: Reel, t: Ms): { moment: Moment; now: Instant } {
	let i = begins.findLastIndex((begin) => begin <= t);
	if (i < 0) i = 0;
	const moment = moments[i]!;
	const ends = begins[i + 1] ?? lengthMs;
	const part = ends > begins[i]! ? Math.min(1, Math.max(0, (t - begins[i]!) / (ends - begins[i]!))) : 0;
	return { moment, now: moment.at + Math.round(((moments[i + 1]?.at ?? moment.at) - moment.at) * part) };
}
