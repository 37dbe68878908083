// Every number of series and of who holds them, with its unit.

const minute = 60_000;
const hour = 60 * minute;

export const seriesLimits = {
	/** Gatherings of a series are planned this far ahead, and no farther: what nobody can see yet need not exist. */
	horizonDays: 60,
	/** Dates shown before a series is begun. */
	previewed: 6,
	mostEvery: 12,
	mostCount: 200,
	/** A series without an end is fine; one that names its last day names one within this. */
	untilDays: 5 * 366,
	mostExceptions: 60,
	/** Series, asking and turns are looked after this often on each node. */
	roundMs: minute,
	/** When the rest of a series changes, a gathering goes to the nearest new date within this, else it is cancelled. */
	nearestMs: 84 * hour,
	/** Nobody stepped in for somebody ill: hosts are told after this, or `reliefBeforeMs` before the start, whichever is earlier. */
	reliefMs: hour,
	reliefBeforeMs: 30 * minute,
	/** From then on hosts are told that nobody credentialed has accepted. */
	unheldMs: 48 * hour,
	mostSubstitutes: 12,
	/** In a circle that rotates, so many gatherings ahead are proposed to somebody. */
	turnsAhead: 3
} as const;
