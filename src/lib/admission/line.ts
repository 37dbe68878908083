// The rule of the waiting list, pure: who is offered a seat that came free, until when, and who may take one. Knows no database.
// Q1 A free seat is kept for the first in the line. Q2 There are never more people and kept seats than seats.
// Q3 An offer stands until its end, whatever else happens. Q4 At its end it passes on. Q5 No seat lies free while somebody waits.
// Q6 The line ends with the start, and with a cancellation.

import { waitingLimits } from './limits.ts';

/** A moment, in milliseconds since the epoch. */
type Moment = number;

export interface Waiter {
	/** Whose place it is. */
	id: string;
	/** The order of coming: a smaller one came before. */
	place: number;
	/** A seat is kept for them until then; null while they wait. */
	offerUntil: Moment | null;
}

export interface Line {
	startsAt: Moment;
	cancelled: boolean;
	/** Seats there are, and how many are sat in. */
	seats: number;
	taken: number;
	waiters: Waiter[];
}

export interface Advanced {
	line: Line;
	/** Whose offer ran out. */
	passed: string[];
	/** Who is offered a seat, and until when. */
	offered: { id: string; until: Moment }[];
	/** Who waits no more because there is nothing to wait for. */
	ended: string[];
}

/** Until when somebody who is offered a seat now may take it. */
export function answerBy(now: Moment, startsAt: Moment): Moment {
	const { answerMs } = waitingLimits.answers.find(({ leftMs }) => startsAt - now >= leftMs) ?? { answerMs: 0 };
	return Math.min(now + answerMs, startsAt);
}

/** How many seats are kept for somebody. */
export const offeredSeats = ({ waiters }: Line): number => waiters.filter(({ offerUntil }) => offerUntil !== null).length;

/** How many seats anybody may take; the line must have been advanced. */
export const free = (line: Line): number => Math.max(0, line.seats - line.taken - offeredSeats(line));

/** Brings a line to a moment: offers that ran out pass on, free seats are offered in order, and a line that is over ends. */
export function advance(line: Line, now: Moment): Advanced {
	if (line.cancelled || now >= line.startsAt) {
		return { line: { ...line, waiters: [] }, passed: [], offered: [], ended: line.waiters.map(({ id }) => id) };
	}
	const ranOut = ({ offerUntil }: Waiter) => offerUntil !== null && offerUntil <= now;
	const passed = line.waiters.filter(ranOut).map(({ id }) => id);
	const stay: Line = { ...line, waiters: line.waiters.filter((one) => !ranOut(one)).toSorted((a, b) => a.place - b.place) };
	const until = answerBy(now, line.startsAt);
	const next = stay.waiters.filter(({ offerUntil }) => offerUntil === null).slice(0, free(stay));
	const waiters = stay.waiters.map((one) => (next.includes(one) ? { ...one, offerUntil: until } : one));
	return { line: { ...stay, waiters }, passed, offered: next.map(({ id }) => ({ id, until })), ended: [] };
}

/** Whether something is to be done about a line now: advanced, it would not be as it is, or it is over. */
export function isDue(line: Line, now: Moment): boolean {
	const { passed, offered } = advance(line, now);
	return line.cancelled || now >= line.startsAt || passed.length + offered.length > 0;
}

/** Whether somebody may take a seat now; the line must have been advanced. @param id their place in the line, null for none */
export const mayTakeSeat = (line: Line, id: string | null): boolean =>
	line.taken < line.seats && (free(line) > 0 || line.waiters.some((one) => one.id === id && one.offerUntil !== null));
