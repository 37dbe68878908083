// The words of a format, as types: what a gathering is made of before anybody sits in it. Imports nothing.

/** A length of time in milliseconds. */
export type Ms = number;

export type PhaseKind = 'opening' | 'checkIn' | 'round' | 'dyads' | 'pause' | 'integration' | 'closing' | 'tea' | 'aftercare';
export type Mode = 'open' | 'broadcast' | 'silence' | 'piece' | 'dyads';
export type Order = 'ring' | 'centre';
/**
 * Who is on the roster of a piece phase. `teller`: the one whose story this evening holds; whoever first takes the
 * piece from the middle in such a phase becomes it. `others`: everybody but that one.
 */
export type Roster = 'all' | 'unheard' | 'teller' | 'others';
/** What the speaker wishes from those who listen. */
export type Wish = 'listen' | 'mirror' | 'stirred' | 'ask' | 'alike';

export interface Phase {
	id: string;
	kind: PhaseKind;
	title: string;
	mode: Mode;
	order: Order;
	/** Who is offered the piece first: the ring's first seat, or the one after the last seat heard. */
	start: 'first' | 'afterLastHeard';
	roster: Roster;
	/** Planned length. Piece phases divide it over the seats, responses included. */
	budgetMs: Ms;
	prompt: string;
	gentler: string;
	/** The speaker's wish counts only where the phase allows it. */
	responses: 'none' | 'listen' | 'wish';
	/** Which wishes may be chosen there; left out: the four usual ones. */
	wishes?: Wish[];
	responders: 0 | 1 | 2;
	/** Silence after each share. */
	settleMs: Ms;
	/** Of two in a pair the listener's microphone is open too. */
	listenerSpeaks: boolean;
	/** How long the six steps of a pair are, in parts of the whole; left out: 2, 13, 2, 13, 2, 2. */
	pairSteps?: number[];
	/** All that the listener of a pair may say, sentence by sentence. */
	sentences?: string[];
	/** The one who told may answer at any time. */
	tellerSpeaks?: true;
	/** “I need support” is tried out here: a press shows what would happen, and calls nobody. */
	practice?: true;
	/** A question each answers silently, on their own screen; what they choose goes nowhere. */
	quietly?: string;
	/** A closing phase keeps its budget whatever came before. */
	protected: boolean;
	/** Seen only by facilitators. */
	notes: string;
}

export interface Format {
	id: string;
	version: number;
	title: string;
	about: string;
	origin: string;
	/** True until people with clinical and lived experience have read it. */
	unreviewed: boolean;
	minSeats: number;
	maxSeats: number;
	minutes: number;
	/** How many credentialed people it asks for; 0 means it may be peer-hosted. */
	credentialed: number;
	/** Unscheduled time, used before anyone is cut short. */
	spareMs: Ms;
	/** Ids of formats that somebody should have sat in before. */
	wantsBefore?: string[];
	/** One of several evenings that belong together, in this order. */
	series?: { id: string; title: string; part: number; of: number };
	/** Said while a pause is slowed down, instead of the usual words. */
	grounding?: string;
	agreements: string[];
	/** Doors close when this phase ends. */
	doorsCloseAfter: string;
	/** They close this long after the planned start in any case, when the host said so. */
	doorsCloseMinutes?: number;
	phases: Phase[];
}
