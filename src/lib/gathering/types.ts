// The words of a gathering, as types. Imports nothing but those of its format; everything else imports this.

import type { Ms, Wish } from './format.ts';
import type { Instant, Seat } from './ids.ts';
import type { ClosedAs, Reach, SignalAnswer, SignalKind, SignalWhom, Urgency } from './signals/types.ts';

export type * from './ids.ts';
export type * from './refusals.ts';
export type * from './signals/types.ts';
export type { Format, Mode, Ms, Order, Phase, PhaseKind, Roster, Wish } from './format.ts';

export type Role = 'facilitator' | 'coFacilitator' | 'guardian' | 'participant';
export type Connection = 'absent' | 'present' | 'unstable' | 'lost';
export type Standing = 'invited' | 'waiting' | 'denied' | 'admitted' | 'resting' | 'inCare' | 'left' | 'removed';
export type Mark = 'pending' | 'speaking' | 'heard' | 'passed' | 'deferred' | 'missed';

export type Cue = 'ending' | 'lessDetail';
export type MoveCode = 'time' | 'comeBack' | 'safety' | 'technical';
export type TakeoverKind = 'support' | 'safety';
export type ResumeMode = 'exact' | 'returnTurn' | 'restartTurn' | 'nextSeat' | 'toClosing';
export type Lifecycle = 'scheduled' | 'lobby' | 'live' | 'ended' | 'cancelled' | 'abandoned';

/** How long somebody counted as lost. */
export interface Away {
	from: Instant;
	to: Instant;
}

export interface SeatState {
	seat: Seat;
	role: Role;
	/** When the facilitator's credential ends; null for none. The machine checks it at every use. */
	credentialUntil: Instant | null;
	connection: Connection;
	lostSince: Instant | null;
	/** The last time they were lost and came back; null before the first, and while they are lost. */
	away: Away | null;
	standing: Standing;
	/** Admitted by a facilitator, seated when the piece next rests. */
	admitNext: boolean;
	/** A facilitator sent them back to the door: only a facilitator lets them in again. */
	sentBack: boolean;
	mark: Mark;
	/** Rest of a turn that was broken off. */
	restMs: Ms | null;
	/** Offered once already in this lap; a second deferral settles as missed. */
	finalCall: boolean;
	listening: boolean;
	pairWish: PairWish;
	/** First phase index in which this seat is on a roster. */
	from: number;
	/** Current LiveKit identity, random for each join; null before the first. */
	identity: string | null;
	/** The device that holds the seat's media; a second one is told so. */
	device: string | null;
	wish: Wish;
	/** Turns offered by voice or typing are equal. */
	typing: boolean;
	/** Why a facilitator moved the piece on from here; gone when it is offered again. */
	moved: MoveCode | null;
	/** Came because somebody asked for support: shown so to everybody. */
	onCall?: true;
	/** Whose pages say that this voice, as it is sent now, is kept from them. */
	keptFrom?: Seat[];
	/** Their microphone was ended for that; until they come in anew. */
	voiceEnded?: true;
}

/** A running clock carries the instant it fires; a stopped one the time it has left. */
export type Timer =
	| { id: string; at: Instant }
	/** `stood`: it was stopped by a hold and runs on when the hold ends. */
	| { id: string; leftMs: Ms; stood?: true };
export type TimerName =
	| 'lobby'
	| 'offer'
	| 'offerAgain'
	| 'soft'
	| 'awaitReturn'
	| 'settle'
	| 'respond'
	| 'centreRest'
	| 'anyone'
	| 'phase'
	| 'unheard'
	| 'bell'
	| 'undo'
	| 'review'
	| 'leader'
	| 'companion'
	| 'pairStep'
	| `moment:${string}`
	| `partner:${string}`
	| 'grace'
	| 'succession'
	| 'abandon'
	| 'aftercare'
	| `page:${string}`
	| `signal:${string}`
	| `able:${string}`
	| 'takeBack'
	| `practice:${number}`;

export interface Turn {
	turnId: string;
	seat: Seat;
	/** When the piece was offered, then when it was accepted. */
	since: Instant;
	/** Time this turn may take before the soft bell. */
	budgetMs: Ms;
	/** Time used before `runningSince`, when the turn was broken off or frozen. */
	usedMs: Ms;
	/** The clock of the turn runs since then; null while it stands. */
	runningSince: Instant | null;
	/** The clock was stopped by a hold and runs on when the hold ends. */
	stood?: true;
	silent: boolean;
	over: boolean;
	askedAgain: boolean;
	cue: Cue | null;
	/** Seats that offered a response, in order. */
	offers: Seat[];
	responded: Seat[];
	responder: Seat | null;
	respondedSince: Instant | null;
	/** How the holder got the piece. */
	finalCall: boolean;
}

export interface Takeover {
	kind: TakeoverKind;
	leader: Seat;
	/** Whom the circle pauses for. */
	inCare: Seat | null;
	/** Whose microphone is open beside the leader's. */
	voice: Seat | null;
	/** A short round before the circle goes on: who is still to be asked, after whoever has the word. Null: there is none. */
	round: Seat[] | null;
	since: Instant;
	/** Others who asked to join the takeover. */
	asked: Seat[];
	reviewDue: boolean;
	/** Since when the group is slowed down: a text, a breath, a bell on every screen; null when it is not. */
	grounding: Instant | null;
}

/** What a person asks for when pairs are made; nobody else is told. */
export interface PairWish {
	/** Would rather not be paired tonight. */
	alone: boolean;
	/** Has sat in a pair like this before: two who have not are kept apart if it can be helped. */
	practised: boolean;
	/** Not with these. */
	avoid: Seat[];
}

/** The steps two people go through together, at the app's pace. */
export type PairStep = 'agreeing' | 'a' | 'back' | 'b' | 'backAgain' | 'thanks' | 'returning';

/** Two people, or three with a silent witness, in a room of their own. */
export interface Pair {
	/** Names the room within this gathering; never used twice. */
	room: string;
	/** Who speaks first, who speaks second, and perhaps a witness. */
	seats: Seat[];
	/** A facilitator who came in because somebody there asked for support. */
	helper: Seat | null;
	/** Since when they are there. */
	helperSince: Instant | null;
	/** The helper is alone there with this one: the others wait in the circle, and the step's clock stands still. */
	alone: Seat | null;
	/** Somebody needs a moment: both are quiet until then. */
	moment: { seat: Seat; until: Instant } | null;
}

export interface Pairs {
	step: PairStep;
	all: Pair[];
	/** Those who were in a pair and have not been seen back in the circle yet. */
	returning: Seat[];
}

/** A private room for a person and a facilitator, beside the circle. */
export interface Care {
	/** Names the room within this gathering; never used twice. */
	room: string;
	/** Who is being cared for. */
	seat: Seat;
	/** The credentialed person with them. */
	companion: Seat;
	since: Instant;
	/** Who of the two has said that they could go back: when both have, they go. */
	back: Seat[];
	/** The companion was lost, and the person is alone in there. */
	alone: boolean;
}

/** A sealed card was opened. */
export interface CardOpened {
	/** Whose it is. */
	seat: Seat;
	by: Seat;
	at: Instant;
}

/** What was done a moment ago and may be taken back: what the gathering was before it. */
export interface TakeBack {
	id: string;
	by: Seat;
	what: 'resumed' | 'closing';
	/** The snapshot it is taken back to. */
	before: { readonly [key: string]: unknown };
}

/** What the machine says to everybody: what happened, to whom, who did it. */
export interface Said {
	code: SaidCode;
	seat: Seat | null;
	by: Seat | null;
	at: Instant;
}
export type SaidCode = 'thanks' | 'come-back' | 'take-your-time' | 'paused' | 'goes-on' | 'to-closing' | 'taken-back' | 'leads' | 'round';

export type Actor =
	| { kind: 'seat'; seat: Seat }
	| { kind: 'clock' }
	/** The shell reporting what it observed: joins, presence, outages. */
	| { kind: 'house' }
	| { kind: 'host' };

/** What the house reports. */
export type HouseCommand =
	| { type: 'SEAT'; seat: Seat; role: Role; credentialUntil: Instant | null; onCall?: true }
	| { type: 'CREDENTIAL'; seat: Seat; credentialUntil: Instant | null }
	| { type: 'UNSEAT'; seat: Seat }
	| { type: 'CONNECTION'; seat: Seat; connection: 'present' | 'unstable' | 'lost' }
	/** The login is ended by which this identity came into the room. */
	| { type: 'SIGNED_OUT'; seat: Seat; identity: string }
	| { type: 'OUTAGE'; from: Instant; to: Instant }
	| { type: 'PAIR'; pairs: Seat[][] }
	| { type: 'COVER'; covered: boolean }
	/** Whether it is more than the operator lets begin with nobody credentialed. */
	| { type: 'PEERS'; beyond: boolean }
	/** How many people outside can be reached now. */
	| { type: 'ON_CALL'; people: number }
	/** What came of asking those on call. */
	| ({ type: 'REACHED'; signalId: string } & Reach)
	/** The safety contact says that they look after what passed the circle by. */
	| { type: 'LOOKED_AFTER'; signalId: string }
	/** After the end, somebody outside who was asked is done with an open call. */
	| { type: 'CASE_CLOSED'; signalId: string; how: ClosedAs }
	| Removal;

/** The house removes whoever is locked out of the instance, as a facilitator would. */
type Removal = { type: 'REMOVE'; seat: Seat };

/** What the host says. */
export type HostCommand =
	| { type: 'CANCEL' }
	/** Another time. */
	| { type: 'RESCHEDULE'; startsAt: Instant };

/** A clock that has run out. */
export type ClockCommand = { type: 'TIMER'; name: TimerName; id: string };

/** What somebody does from their seat. */
export type SeatCommand =
	// joining and leaving
	| { type: 'JOIN'; identity: string; device: string; moveHere: boolean }
	| { type: 'LEAVE' }
	| { type: 'STEP_OUT' }
	| { type: 'STEP_IN' }
	| { type: 'ADMIT'; seat: Seat }
	| { type: 'DENY'; seat: Seat }
	| { type: 'SEND_BACK'; seat: Seat }
	| Removal
	| { type: 'RESEAT'; seat: Seat }
	// the course of the gathering
	| { type: 'BEGIN' }
	| { type: 'NEXT_PHASE'; phaseId: string }
	| { type: 'EXTEND'; phaseId: string; ms: Ms }
	| { type: 'REORDER'; phaseId: string; order: Seat[] }
	| { type: 'CLOSE_WELL'; phaseId: string }
	| { type: 'END'; phaseId: string }
	| { type: 'HAND_OVER'; to: Seat }
	| { type: 'TAKE_HOSTING' }
	| { type: 'BELL'; ms: Ms; safety: boolean }
	| { type: 'DECLINE_BELL'; turnId: string }
	| { type: 'END_BELL'; pauseId: string }
	/** In an open phase: would like to speak. */
	| { type: 'HAND'; up: boolean }
	// the piece
	| { type: 'ACCEPT'; turnId: string; typing: boolean }
	| { type: 'PASS'; turnId: string }
	| { type: 'DEFER'; turnId: string }
	| { type: 'MOMENT'; turnId: string }
	| { type: 'FINISH'; turnId: string }
	| { type: 'NOT_YET'; turnId: string }
	| { type: 'HOLD_SILENCE'; turnId: string }
	| { type: 'SPEAK'; turnId: string }
	| { type: 'TYPING'; turnId: string; on: boolean }
	| { type: 'TAKE'; phaseId: string }
	| { type: 'CUE'; turnId: string; cue: Cue }
	| { type: 'MOVE'; turnId: string; code: MoveCode }
	| { type: 'LISTEN_TONIGHT'; on: boolean }
	| { type: 'WISH'; wish: Wish }
	/** A page says by itself that a voice it should play is kept from it by its sender, or is no more. */
	| { type: 'CANNOT_HEAR'; seat: Seat; identity: string; so: boolean }
	// pairs
	| { type: 'PAIR_WISH'; wish: PairWish }
	| { type: 'NEED_MOMENT'; room: string }
	| { type: 'READY_AGAIN'; room: string }
	| { type: 'LEAVE_PAIR'; room: string }
	/** The helper would like to be alone with whoever called from there: the others go back to the circle. */
	| { type: 'PAIR_APART'; room: string }
	| { type: 'ARRIVED' }
	| { type: 'OFFER_RESPONSE'; turnId: string }
	| { type: 'END_RESPONSE'; turnId: string }
	// care
	/** `practice`: meant as a try. Where nothing is tried out any more, it is a real one. */
	| { type: 'SUPPORT'; whom: SignalWhom; practice?: true }
	| { type: 'END_TRY' }
	/** For whom it is may be told apart afterwards: oneself, or somebody else here. */
	| { type: 'SAY_MORE'; signalId: string; whom: 'me' | 'someone' | 'facilitator' | null; kind: SignalKind | null; urgency: Urgency | null }
	| { type: 'ANSWER_SUPPORT'; signalId: string; answer: SignalAnswer }
	/** Pressed again: it rings again, whatever was answered. */
	| { type: 'CALL_AGAIN'; signalId: string }
	/** One press of whoever may help: answers, pauses if nobody would stay, and asks them aside. */
	| { type: 'BE_WITH'; signalId: string }
	| { type: 'CLOSE_CASE'; signalId: string; how: ClosedAs }
	| { type: 'WITHDRAW_SUPPORT'; signalId: string }
	| { type: 'TAKEOVER'; kind: TakeoverKind; seat: Seat | null }
	// What is about a pause names the one its sender saw: after it has changed, nothing happens.
	| { type: 'UNDO_TAKEOVER'; pauseId: string }
	| { type: 'GROUND'; pauseId: string; on: boolean }
	| { type: 'DELEGATE'; pauseId: string; to: Seat }
	| { type: 'ASK_TO_JOIN'; pauseId: string }
	/** Opens or closes one person's microphone within a pause. */
	| { type: 'GIVE_WORD'; pauseId: string; seat: Seat; on: boolean }
	/** A short round within a pause: everybody is asked for a word, one after the other. */
	| { type: 'CHECK_ROUND'; pauseId: string }
	/** Whoever has the word in a pause is done with it. */
	| { type: 'WORD_DONE'; pauseId: string }
	| { type: 'INVITE_TO_CARE'; seat: Seat }
	| { type: 'ACCEPT_CARE' }
	| { type: 'DECLINE_CARE' }
	| { type: 'CARE_BACK' }
	| { type: 'OPEN_CARD'; seat: Seat }
	| { type: 'TECHNICAL_PAUSE' }
	| { type: 'RESUME'; pauseId: string; mode: ResumeMode }
	/** Going on or closing was a mistake: within a few seconds all is as it was before. */
	| { type: 'TAKE_BACK'; stepId: string }
	/** Says whether the last pause was all right; what was said is counted elsewhere, without a name. */
	| { type: 'SAY_OF_PAUSE' };

/** Everything that may happen to a gathering. `by` and `now` are added by the shell, never by a browser. */
export type Command = HouseCommand | HostCommand | ClockCommand | SeatCommand;

export type CommandType = Command['type'];
/** What the machine is sent: a command, who gave it, and when the server received it. */
export type GatheringEvent = Command & { by: Actor; now: Instant };

/** The circle's own room, beside which there may be others. */
export const circleRoom = 'circle';

/** What one seat may do at the media server, and what must be true of it. */
export interface Grant {
	seat: Seat;
	/** Which room of the gathering: the circle's, or a care room. */
	room: string;
	/** Only this identity may be in the room for the seat. */
	identity: string;
	mic: boolean;
	camera: boolean;
}
