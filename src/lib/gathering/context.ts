// What the machine remembers beside its states: plain JSON, changed only by the functions of this folder.

import { limits } from './limits.ts';
import type {
	CardOpened,
	Care,
	Format,
	Instant,
	Ms,
	Pairs,
	Phase,
	Seat,
	SeatState,
	Said,
	Signal,
	TakeBack,
	Takeover,
	Timer,
	TimerName,
	Tried,
	Turn
} from './types.ts';

export interface Context {
	/** Never stored with the snapshot: it does not change, and the shell has it. */
	format: Format;
	startsAt: Instant;
	/** In ring order. */
	seats: SeatState[];
	/** Index into `format.phases`; -1 before the gathering is live. */
	phaseIndex: number;
	/** The phase is left when the piece next rests. */
	moveOn: boolean;
	/** The phase's time ran out; an open phase waits for the facilitator. */
	timeUp: boolean;
	/** The facilitator sees who is still unheard. */
	unheardShown: boolean;
	spareMs: Ms;
	/** What facilitators added to phases, or took from those to come. */
	addedMs: Record<string, Ms>;
	/** Fixed at the first offer of a piece phase. */
	roster: Seat[] | null;
	/** Those absent at the end of the lap were waited for. */
	waited: boolean;
	/** How far the first lap has come in the roster. */
	lapAt: number;
	turn: Turn | null;
	/** When the holder said "that's all for now". */
	finishedAt: Instant | null;
	/** In the centre: those already heard may take the piece again. */
	again: boolean;
	lastHeard: Seat | null;
	heardLast: Seat[];
	/** Not reached in a round: first in closing. */
	oneWord: Seat[];
	/** Time offered to each seat so far. */
	offeredMs: Record<Seat, Ms>;
	host: Seat | null;
	/** Begun without a facilitator: phases move on by themselves. */
	peerFromStart: boolean;
	/** Somebody is on call for the whole of it, or the operator asks for nobody. */
	covered: boolean;
	/** It is more than the operator lets begin with nobody credentialed. */
	beyondPeers: boolean;
	/** How many outside can be reached now; null while that is not known. */
	onCall: number | null;
	/** The pause or silence that is on: what ends or steers it names it. */
	pauseId: string | null;
	takeover: Takeover | null;
	takeBack: TakeBack | null;
	/** A bell that waits for a natural stop. */
	bellAsked: { by: Seat; ms: Ms } | null;
	/** The last takeover: who led it, who sat there and has not yet said whether it was all right. */
	lastPause: { leader: Seat; asked: Seat[] } | null;
	/** Somebody is asked whether they would like to go to a care room, and with whom. */
	careInvite: { seat: Seat; companion: Seat } | null;
	/** Who was asked last and would rather stay, while that is news. */
	careDeclined: { seat: Seat; companion: Seat } | null;
	care: Care | null;
	/** In a phase of pairs: who is with whom; null until they are told. */
	pairs: Pairs | null;
	/** Who sat in a pair together earlier this evening. */
	pairedBefore: [Seat, Seat][];
	/** Rooms beside the circle's that are over: nobody may be in one. */
	pastRooms: string[];
	signals: Signal[];
	/** Who is trying out “I need support” in this phase. */
	tried: Tried[];
	/** Raised hands of this phase, in the order in which they went up. */
	hands: Seat[];
	/** Whose story this evening holds, once somebody has taken that up. */
	teller: Seat | null;
	/** Whose sealed card was opened, by whom. */
	cardsOpened: CardOpened[];
	timers: Partial<Record<TimerName, Timer>>;
	/** Until then an outage's victims are not counted as lost. */
	returnUntil: Instant | null;
	/** The last number of each kind: who reads an id learns how many of that kind there were, and nothing of any other. */
	numbers?: Partial<Record<Numbered, number>> | undefined;
	/** What a gathering that was begun before numbers had kinds had given out. */
	count?: number;
	said: Said | null;
}

/** A gathering that nobody has joined yet. */
export function emptyContext(format: Format, startsAt: Instant): Context {
	return {
		format,
		startsAt,
		seats: [],
		phaseIndex: -1,
		moveOn: false,
		timeUp: false,
		unheardShown: false,
		spareMs: format.spareMs,
		addedMs: {},
		roster: null,
		waited: false,
		lapAt: 0,
		turn: null,
		finishedAt: null,
		again: false,
		lastHeard: null,
		heardLast: [],
		oneWord: [],
		offeredMs: {},
		host: null,
		peerFromStart: false,
		covered: false,
		beyondPeers: false,
		onCall: null,
		pauseId: null,
		takeover: null,
		takeBack: null,
		bellAsked: null,
		lastPause: null,
		careInvite: null,
		careDeclined: null,
		care: null,
		pairs: null,
		pairedBefore: [],
		pastRooms: [],
		signals: [],
		tried: [],
		hands: [],
		teller: null,
		cardsOpened: [],
		timers: { lobby: { id: 'lobby:0', at: startsAt - limits.lobbyOpensMs } },
		returnUntil: null,
		numbers: {},
		said: null
	};
}

/** What is numbered. Calls and care rooms are counted by the person they are for: nobody else's page learns that there was one. */
export type Numbered = 'turn' | 'clock' | 'pair' | 'pause' | 'step' | `signal:${Seat}` | `care:${Seat}`;

/** [V1] A number that no other of its kind has in this gathering. */
export function nextNumber(c: Context, kind: Numbered): number {
	const next = (c.numbers?.[kind] ?? c.count ?? 0) + 1;
	c.numbers = { ...c.numbers, [kind]: next };
	return next;
}

export const phaseOf = (c: Context): Phase | null => c.format.phases[c.phaseIndex] ?? null;

export const seatIn = (c: Context, seat: Seat | null): SeatState | undefined => c.seats.find((s) => s.seat === seat);

/** The phase's length as it is now, with what was added or taken. */
export const lengthOf = (c: Context, phase: Phase): Ms => phase.budgetMs + (c.addedMs[phase.id] ?? 0);

/** The seat, which the caller knows to exist. */
export function mustSeat(c: Context, seat: Seat): SeatState {
	const found = seatIn(c, seat);
	if (!found) throw new Error(`no seat ${seat}`);
	return found;
}

/** Sits in the ring, whether or not the connection stands. */
export const inRing = (s: SeatState): boolean => s.standing === 'admitted' || s.standing === 'resting' || s.standing === 'inCare';

export const connected = (s: SeatState): boolean => s.connection === 'present' || s.connection === 'unstable';

/** In the ring, at their place and reachable. */
export const here = (s: SeatState): boolean => s.standing === 'admitted' && connected(s);

export const credentialed = (s: SeatState, now: Instant): boolean => s.credentialUntil !== null && s.credentialUntil > now;

/** Has the role and the credential to hold a circle, whether or not they are here. */
export const mayLead = (s: SeatState, now: Instant): boolean =>
	(s.role === 'facilitator' || s.role === 'coFacilitator') && credentialed(s, now);

/** May use the facilitator's tools now: role, credential and presence together. */
export const mayFacilitate = (s: SeatState, now: Instant): boolean => mayLead(s, now) && here(s);

/** Gone from the circle on purpose and reachable: with somebody in the care room, or stepped out. Their place is kept. */
export const besideCircle = (s: SeatState, now: Instant): boolean =>
	mayLead(s, now) && connected(s) && (s.standing === 'inCare' || s.standing === 'resting');

/** Holds the circle now: its host, or whoever may while the host cannot. */
export function leadsCircle(c: Context, me: SeatState, now: Instant): boolean {
	const host = seatIn(c, c.host);
	return mayFacilitate(me, now) && (!host || host === me || !mayFacilitate(host, now));
}

/** Says something to everybody on this version; it stays until something else is said. */
export function say(c: Context, code: Said['code'], now: Instant, about: { seat?: Seat | null; by?: Seat | null } = {}): void {
	c.said = { code, seat: about.seat ?? null, by: about.by ?? null, at: now };
}
