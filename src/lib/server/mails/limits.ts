// Every number of mails, with its unit.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export const mailLimits = {
	/** "Tomorrow" is said this long before, to whoever has had a seat since then. */
	dayBeforeMs: day,
	/** Later than this before the start, "tomorrow" is not said any more. */
	dayBeforeUntilMs: 6 * hour,
	/** "Starting soon" is said this long before, and until so long after the start. */
	soonMs: 30 * minute,
	soonUntilMs: 5 * minute,
	/** Whoever took a seat so shortly before is not told at once that it starts. */
	justReservedMs: hour,
	/** "Thank you" and "your seat stayed free" are said this long after the planned end, and until so long after it. */
	afterMs: hour,
	afterUntilMs: day,
	/** What nobody took for so long is not sent any more: it would only surprise. */
	triedMs: 2 * day,
	/** That something was told is forgotten this long after it was written; longer than anything above is told again. */
	keptMs: 4 * day,
	/** A push service keeps a message this long for a device that is off. In seconds. */
	pushTtlSeconds: 6 * 60 * 60,
	/** A link that stops one kind of mail works for this long. */
	unsubscribeMs: 400 * day
} as const;
