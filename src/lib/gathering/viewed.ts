// What one person may see of a gathering: the shape that reaches a browser, and nothing else does.

import type {
	Away,
	CommandType,
	Connection,
	Cue,
	Instant,
	Lifecycle,
	Mark,
	Mode,
	Ms,
	Order,
	PairStep,
	PairWish,
	PhaseKind,
	ResumeMode,
	Role,
	Seat,
	Signal,
	Standing,
	TakeoverKind,
	Said,
	TakeBack,
	Tried,
	Wish,
	WithThem,
	MoveCode
} from './types.ts';

export interface ViewedSeat {
	seat: Seat;
	name: string;
	role: Role;
	/** Marked on screen: this person is played by the house. */
	simulated: boolean;
	connection: Connection;
	standing: Standing;
	/** The identity whose tracks are this person's face and voice; null while they are not in the room, and outside the ring for all but oneself. */
	identity: string | null;
	/** Credentialed and present: may pause the circle. */
	mayHold: boolean;
	/** Of others, marks are shown to facilitators only; null otherwise. */
	mark: Mark | null;
	listening: boolean;
	/** Came because somebody asked for support, with the right to pause the circle. */
	onCall?: true;
}

export interface ViewedPhase {
	id: string;
	kind: PhaseKind;
	title: string;
	mode: Mode;
	order: Order;
	prompt: string;
	gentler: string;
	index: number;
	/** 1, 2, … among the rounds; null for other phases. */
	round: number | null;
	/** When the phase's budget ends if no clock stops; null while it is frozen or has none. */
	endsAt: Instant | null;
	leftMs: Ms | null;
	wishes: Wish[];
	/** “I need support” is tried out here, and calls nobody. */
	practice: boolean;
	/** A question for oneself alone, answered on one's own screen. */
	quietly: string | null;
	/** All that the listener of a pair may say; none: whatever the two agreed. */
	sentences: string[];
}

/** How much time is left, in the words the holder reads; never a countdown. */
export type TimeLeft = 'plenty' | 'minute' | 'ending';

export interface ViewedPiece {
	state: 'none' | 'resting' | 'offered' | 'held' | 'silent' | 'awaitingReturn' | 'settling' | 'responding' | 'complete';
	turnId: string | null;
	seat: Seat | null;
	next: Seat | null;
	/** In the centre: who may take it now. `again` once "anyone who has not yet?" stood open. */
	again: boolean;
	wish: Wish | null;
	/** Whoever has the word writes: the responder in a response, else the holder. */
	typing: boolean;
	responder: Seat | null;
	offers: Seat[];
	over: boolean;
	budgetMs: Ms | null;
	/** Used up to `now`; the clock runs on only if `running`. */
	usedMs: Ms | null;
	running: boolean;
	/** The holder's own cue; null for everyone else. */
	cue: Cue | null;
	/** NOT_YET is possible until then (holder only). */
	notYetUntil: Instant | null;
}

/** Whoever holds or leads the circle, and where they are. */
export interface ViewedLead {
	seat: Seat;
	/** At their place; gone on purpose, with their place kept; or away, by no wish of theirs. */
	is: 'here' | 'withSomebody' | 'steppedOut' | 'away';
	/** Who may hold it meanwhile and is here; null for nobody. */
	meanwhile: Seat | null;
}

export interface ViewedHold {
	kind: 'bellSilence' | 'takeover' | 'technicalPause';
	/** Which one: what ends or steers it names it. */
	pauseId: string;
	/** Who leads an open takeover; null in a silence or a technical pause. */
	leader: Seat | null;
	/** Where whoever leads it, or held the circle before, is now. */
	lead: ViewedLead | null;
	/** When an open takeover began; null in a silence or a technical pause. */
	since: Instant | null;
	until: Instant | null;
	/** In a takeover: since when the group is slowed down; null when it is not. */
	grounding: Instant | null;
	/** The format's own words for it. */
	groundingWords?: string;
	/** Facilitators only: */
	takeover: {
		kind: TakeoverKind;
		inCare: Seat | null;
		/** Whose microphone is open beside the leader's. */
		voice: Seat | null;
		/** Who is still to be asked in a short round; null when there is none. */
		round: Seat[] | null;
		undoUntil: Instant | null;
		reviewDue: boolean;
		asked: Seat[];
		resume: ResumeMode[];
	} | null;
	/** A short round goes on: one after the other has the word. */
	round: boolean;
	/** True on the screen of the person it is for only. */
	youAreInCare: boolean;
	/** Your microphone is open beside the leader's, and everybody in the circle hears it. */
	youMaySpeak: boolean;
}

/** An open signal, for its owner and for those who hold the circle. */
export interface ViewedSignal extends Omit<Signal, 'about' | 'answeredBy' | 'answeredAt' | 'goneAt' | 'withdrawn' | 'closed' | 'closedAs'> {
	/** As they are called here, also when they have left. */
	name: string;
	/** How whoever is with them is with them. */
	how: WithThem | null;
	/** Whom it came from is not here now. */
	gone: boolean;
}

export interface View {
	gathering: string;
	/**
	 * Pages tell newer from older by it, and what they sent themselves has arrived when it is no lower than their answer's.
	 * It counts nothing.
	 */
	version: number;
	/** Server time of this view; clients keep the offset. */
	now: Instant;
	lifecycle: Lifecycle;
	title: string;
	formatTitle: string;
	you: {
		seat: Seat;
		role: Role;
		standing: Standing;
		mark: Mark;
		identity: string | null;
		device: string | null;
		/** You were lost to the circle, and are back. */
		away: Away | null;
		wish: Wish;
		listening: boolean;
		pairWish: PairWish;
		/** Why a facilitator moved the piece on from you; null when it is offered to you again. */
		moved: MoveCode | null;
		mayHold: boolean;
		/** A facilitator sent you back to the door. */
		sentBack: boolean;
		/** Which of the gathering's rooms you belong in now. */
		room: string;
		/** What the media server lets you send now. */
		mic: boolean;
		camera: boolean;
		/** Your microphone was ended: your voice was kept from somebody who should hear it. Until you come in anew. */
		voiceEnded: boolean;
	};
	/** Commands that would not be refused now, for the buttons of this person. */
	may: CommandType[];
	phases: { id: string; kind: PhaseKind; title: string; state: 'done' | 'now' | 'ahead' }[];
	phase: ViewedPhase | null;
	/** How many sit in the ring and are connected. */
	here: number;
	/** In ring order, clockwise, the same on every screen. */
	seats: ViewedSeat[];
	piece: ViewedPiece;
	hold: ViewedHold | null;
	/** You are asked whether you would like to go to a care room with this person. */
	careInvite: Seat | null;
	/** Who was asked to the care room last and would rather stay, and who asked: for those who hold the circle, and for oneself. */
	careDeclined: { seat: Seat; companion: Seat } | null;
	/** The pair you are in or help in, while the pairs are on. */
	pair: {
		room: string;
		/** First speaker, second speaker, perhaps a witness. */
		seats: Seat[];
		helper: Seat | null;
		/** The helper is alone there with this one. */
		alone: Seat | null;
		step: PairStep;
		/** Whose word it is; null when it is everybody's. */
		speaker: Seat | null;
		/** When this step ends if no clock stops. */
		endsAt: Instant | null;
		moment: { seat: Seat; until: Instant } | null;
	} | null;
	/** In a phase of pairs: what is on; null otherwise. `mixing`: nobody has been told yet who is with whom. `waits`: you are in the circle while somebody of your pair is looked after. */
	pairs: { step: PairStep | 'mixing'; endsAt: Instant | null; waits: boolean } | null;
	/** The care room, for the two who are in it and for those who hold the circle. */
	care: { seat: Seat; companion: Seat; since: Instant; back: Seat[]; alone: boolean } | null;
	/** What you and those with you in a room beside the circle may write to each other is kept under this; null at the circle. */
	page: string | null;
	/** A bell waits for the end of this share: who asked for it. */
	bellAsked: Seat | null;
	/** Whose microphones may be heard now, in the room you belong in: the listener's gate. */
	audible: Seat[];
	hosting: 'facilitated' | 'coFacilitated' | 'graceLost' | 'succession' | 'peerHosted';
	hostedBy: Seat | null;
	/** Nobody who holds circles was there when it began: the people in it held it from the start. */
	peersBegan: boolean;
	/** Whoever holds the circle, and where they are. */
	lead: ViewedLead | null;
	/** How many people outside can be reached; null while that is not known. */
	onCall: number | null;
	/** What you may take back now. */
	takeBack: (Pick<TakeBack, 'id' | 'what'> & { until: Instant }) | null;
	doorsOpen: boolean;
	/** Your own try of “I need support”. */
	tried: Tried | null;
	/** Who would like to speak in an open phase, in the order in which hands went up. */
	hands: Seat[];
	/** Whose story this evening holds; null until somebody took that up. */
	teller: Seat | null;
	/** Your own open signal to those who hold the circle. */
	signal: ViewedSignal | null;
	/** Your own signal that passed them by. */
	aside: ViewedSignal | null;
	/** After the end, for those who led: calls that nobody has closed. */
	cases: ViewedSignal[];
	/** Whose sealed card you may open now; the person being cared for first. Whether they sealed one is not known here. */
	mayOpenCards: { seat: Seat; name: string }[];
	/** Your own sealed card was opened: by whom, and when. */
	cardOpened: { by: Seat; at: Instant }[];
	/** Nobody credentialed is present: the honest sentence and the helplines show at once. */
	nobodyToAsk: boolean;
	facilitation: {
		signals: ViewedSignal[];
		/** Who tries out “I need support”. */
		tried: Seat[];
		/** Who was asked to go to a care room and has not answered yet. */
		careAsked: Seat | null;
		/** Who is with whom, where somebody asked for support, where a partner is lost, and with whom a helper is alone. */
		pairs: { room: string; seats: Seat[]; helper: Seat | null; asked: boolean; alone: boolean; apart: Seat | null }[];
		/** Called back from the pairs and not seen in the circle yet. */
		returning: Seat[];
		/** At the door, not yet answered. */
		waiting: Seat[];
		/** Let in; they sit down when the piece next rests. */
		entering: Seat[];
		/** Whose device keeps their voice from whom, and whether it was ended for that. */
		keptVoices: { seat: Seat; from: Seat[]; ended: boolean }[];
		unheard: { seats: Seat[]; eachMs: Ms } | null;
		order: Seat[];
		/** The first phase to come that may be made this much shorter. */
		shorten: { phaseId: string; title: string; ms: Ms } | null;
		notes: string;
		/** 0 to 1, how even the time offered was over those who took the piece; null with fewer than two. */
		evenness: number | null;
	} | null;
	/** What happened last, to whom, and who did it; it stays until something else is said. */
	said: Said | null;
}
