// The words of statistics, and what each may be. Imports nothing; everything here imports it.

/** Over how long is counted, by the calendar in UTC. */
export type Period = 'month' | 'quarter';

/** Calendar months since the year 0: `year * 12 + month`, January being 0. */
export type Month = number;

/** Milliseconds since the epoch. */
export type Instant = number;

/** A circle as it stands when scopes are frozen. */
export interface CircleAt {
	id: string;
	/** Who has hosted it longest: its scope is theirs. */
	owner: string;
	/** Everybody who hosts it, the owner among them. */
	hosts: string[];
}

/** What a host chose before the period began. */
export interface Choice {
	period: Period;
	together: boolean;
}

/** Whom one release counts, fixed when the period begins. */
export interface Scope {
	owner: string;
	circles: string[];
	/** Who may read its release: those who host all of its circles. */
	readers: string[];
	period: Period;
	/** Its first month; a quarter has two more. */
	from: Month;
	/** Scopes of circles that share hosts, by the first of these circles: a person is counted in one of them. */
	group: string;
}

/** One person's seat in one gathering that was held. */
export interface Attendance {
	account: string;
	circle: string;
	gathering: string;
	startsAt: Instant;
	/** Minutes present by the application's own stream; 0 for a seat that stayed empty. */
	minutes: number;
}

/** One answer of one person after one gathering. */
export interface Answered {
	account: string;
	circle: string;
	gathering: string;
	question: string;
	answer: string;
	at: Instant;
}

/** What is shown of one cell: a multiple of five, or null for "not enough people yet". */
export type Figure = number | null;

/** Every table of the catalogue with its cells; the order is the catalogue's. */
export interface Table {
	id: string;
	cells: { id: string; figure: Figure }[];
}

/** Exact figures, which are not about persons. */
export interface Plain {
	gatheringsHeld: number;
	seatsOffered: number;
	plannedMinutes: number;
}

/** What was released once and stays so. */
export interface Released {
	period: Period;
	from: Month;
	tables: Table[];
	plain: Plain;
}

/** A source of chance: the next byte, 0 to 255. The server's is cryptographic; a test's comes from a seed. */
export type NextByte = () => number;
