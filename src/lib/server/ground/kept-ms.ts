// How long each thing about people is kept, in milliseconds. Imports nothing.

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

export const keptMs = {
	/** From the planned end of a gathering: the map from a person to a seat, and who asked for theirs back. */
	seats: 7 * dayMs,
	/** The same, where an incident is written down, or a report or a call for support is not closed. */
	seatsLooked: 30 * dayMs,
	/** From the answer to a test page, or from its sending. A page of a gathering goes with its seats. */
	testPages: 8 * dayMs,
	/** From their end: links in mails, with the address they went to. */
	mailLinks: dayMs,
	/** From the last sign-in there: that a browser signed in to an account before. */
	knownBrowsers: 180 * dayMs,
	/** From the asking: that an address was asked to hold or host a circle, whatever came of it. */
	roleAsks: 30 * dayMs,
	/** From the saying: that a host vouched for an address. */
	vouched: 365 * dayMs,
	/** From the end of a login under somebody who sat: the name of their stream, by which a call for support still comes. */
	endedStreams: 6 * hourMs,
	/** From their coming, as long as their cookie: guests without a seat. */
	guests: 60 * dayMs,
	/** From their end, or from being taken away. */
	credentials: 365 * dayMs,
	/** From their end: times at which somebody was on call, or away. */
	onCallTimes: 30 * dayMs,
	/** From its writing; the database itself keeps anybody from forgetting earlier. */
	audit: 365 * dayMs,
	/** From their closing, and from their making whatever became of them. */
	reportsClosed: 30 * dayMs,
	reports: 365 * dayMs,
	/** Mails in the outbox on disk, where no mail server is set. */
	outbox: 7 * dayMs
} as const;
