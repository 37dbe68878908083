// Every number of paging and of the roster, with its unit.

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

export const onCallLimits = {
	/** Being on call counts this long after a test page was answered. */
	provenMs: 7 * day,
	/** Gatherings are told this often whether they are covered, and who can be reached, where that changed. */
	coverMs: 5 * second,
	/** Nobody is reached any more for a page older than this. */
	staleMs: 3 * 60 * minute,
	/** Somebody said that they are coming: others are asked again when nothing was answered inside by then. */
	comingMs: minute,
	/** From so long after it was raised the safety contact reads a call that is open after the end. */
	contactAfterMs: day,
	/** A push service keeps a message this long for a device that is off. In seconds. */
	pushTtlSeconds: 600,
	mostShifts: 50,
	mostTimes: 50,
	/** "On call now" is said for this long at most. */
	longestNowMs: 24 * 60 * minute,
	farthestAwayMs: 400 * day
} as const;
