// The words of a call for support, as types.

import type { Instant, Seat } from '../ids.ts';

/**
 * Whom a signal asks support for. `facilitator`: whoever holds the circle needs help. `aside`: it is about somebody
 * who holds the circle or hosts it, passes them by, and goes to the safety contact outside.
 */
export type SignalWhom = 'me' | 'someone' | 'facilitator' | 'aside';
export type SignalKind = 'feeling' | 'hurt' | 'technical';
export type Urgency = 'watch' | 'soon' | 'now';
/** The ready answers: "I see you", "care room, now", "after this share". */
export type SignalAnswer = 'seen' | 'careRoom' | 'afterShare';
/** What has become of the question whether to talk alone: they did. */
export type Talked = 'talked';
/** How an open call came to be closed, by the person who closes it. */
export type ClosedAs = 'spoken' | 'handedOn' | 'notReached';
/** How somebody able is with a caller now. */
export type WithThem = 'careRoom' | 'pair' | 'pause' | 'answer';

/** What is known of those outside who are asked: counted deliveries, never a clock. */
export interface Reach {
	/** On call for this circle, and asked. */
	people: number;
	/** Of these, for whom a message was handed to its carrier. */
	reached: number;
	/** Of these, who opened it. */
	seen: number;
	/** Of these, who said that they are coming. */
	coming: number;
}

export interface Signal {
	id: string;
	/** Who pressed. */
	seat: Seat;
	/** Since when it waits for somebody: when it was pressed, or when whoever was with them went. */
	at: Instant;
	/** When it last rang: at the press, each time it is pressed again, and when its owner goes. */
	rung: Instant;
	whom: SignalWhom;
	/** Whoever held the circle when it was called for them: it is neither theirs to answer nor to close. */
	about: Seat | null;
	/** What its owner added afterwards, if they wished. */
	kind: SignalKind | null;
	urgency: Urgency | null;
	/** Those who hold the circle and said that they saw it, in that order. */
	seenBy: Seat[];
	answer: SignalAnswer | Talked | null;
	answeredBy: Seat | null;
	answeredAt: Instant | null;
	/** Who was with them at the last event, by `withThem`; its change is what starts and stops the clocks. */
	with: Seat | null;
	/** Who was with them and is no longer, while nobody is. */
	before: Seat | null;
	/** Somebody was with them once. */
	met: boolean;
	/** Since when its owner is not here. */
	goneAt: Instant | null;
	/** Taken back by its owner. */
	withdrawn: boolean;
	/** A person is done with it, and says how. Until then it is an open case, also of one who left, and after the end. */
	closed: boolean;
	closedAs: ClosedAs | null;
	/** The safety contact looks after it: only of what passes the circle by. */
	lookedAfter?: true;
	/** Those on call, or the safety contact, are asked. */
	paged: boolean;
	/** What came of asking them; null while that is not known. */
	reach: Reach | null;
	/** Its owner is told honestly that nobody is with them, with the ways out. */
	unanswered: boolean;
}

/** A press of “I need support” while it is being tried out. Nobody is called by it. */
export interface Tried {
	seat: Seat;
	/** The answer that would come has been shown. */
	answered: boolean;
	/** Put away: the next press is a real one. */
	over: boolean;
}
