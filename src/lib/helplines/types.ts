// The words of the helplines: what a row says and where it comes from. Imports nothing.

/** Whom a line is for. */
export type Audience = 'suicidal' | 'distress' | 'psychedelic' | 'young';

/** How we know something, and since when. */
export interface Seen {
	/** Addresses of public pages that say so. The first is the one that `verifiedAt` speaks of. */
	sources: readonly [string, ...string[]];
	/**
	 * ISO date. The date that the first source bears in the copy we read; where that copy bears none, the day on which we
	 * compared it (`undated`). It is not a day on which somebody rang the number.
	 */
	verifiedAt: string;
	/** The copy we read bears no date: it was so on `verifiedAt` or at any time before. */
	undated?: true;
}

/** One service that one can ring or write to. */
export interface Line extends Seen {
	/** Stable; an operator replaces or removes a row by it. */
	id: string;
	/** ISO 3166-1 alpha-2. */
	country: string;
	name: string;
	/** Numbers as people write them; each is dialled by its digits, and a leading plus. */
	call?: readonly string[];
	/** A number for text messages, and the word to send where there is one. */
	text?: { to: string; word?: string };
	/** When somebody answers, in plain words; null where we could not establish it. */
	hours: string | null;
	forWhom: readonly Audience[];
	/** English names of languages, where a source states them. */
	languages?: readonly string[];
}

/** What to dial when a life is in danger, by ISO 3166-1 alpha-2, and how we know it. */
export interface Emergency extends Seen {
	numbers: Readonly<Record<string, string>>;
	/** What an operator set by hand: its age is the operator's own business. */
	own: readonly string[];
}

/** Everything a page needs in order to show help anywhere. */
export interface Listing {
	emergency: Emergency;
	lines: readonly Line[];
}
