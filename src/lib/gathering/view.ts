// What one person may see: built here, on the server, so that nothing else ever leaves it.

import { left, running, usedMs } from './clocks.ts';
import { besideCircle, connected, here, inRing, mayFacilitate, mustSeat, phaseOf, seatIn, type Context } from './context.ts';
import { cardsFor } from './cards/cards.ts';
import { keptVoices } from './kept.ts';
import { limits } from './limits.ts';
import { evenness } from './evenness.ts';
import { audible, grantOf } from './grants.ts';
import { mayNow, resumesNow, shortenNow } from './may.ts';
import { refusal } from './refusal.ts';
import { nextSeat, unsettled } from './piece/order.ts';
import { pairHere, pairOf, speakerOf } from './pairs/transitions.ts';
import { stillAhead } from './piece/transitions.ts';
import { gone, inside, isOpen, openSignal, withThem } from './signals/attended.ts';
import { doorsOpen, pauseOf, over, pieceOf, roundNumber, somebodyHolds, type State } from './state.ts';
import { pageFor } from './writing.ts';
import type { View, ViewedHold, ViewedLead, ViewedPhase, ViewedPiece, ViewedSeat, ViewedSignal } from './viewed.ts';
import { circleRoom, type Instant, type Seat, type SeatState, type Signal, type Wish } from './types.ts';

export interface About {
	gathering: string;
	version: number;
	now: Instant;
	/** Whose view. */
	seat: Seat;
	title: string;
	people: Map<Seat, { name: string; simulated: boolean }>;
}

/** [A5] Who went aside is shown as resting, but to each other and to those who hold the circle. Marks of others are for facilitators; the mark of who only listens reads as passed. */
function seatView(state: State, about: About, s: SeatState, holder: boolean): ViewedSeat {
	const person = about.people.get(s.seat);
	const seen = holder || s.seat === about.seat;
	const me = mustSeat(state.context, about.seat);
	const away = s.standing === 'inCare' && !holder && me.standing !== 'inCare';
	return {
		seat: s.seat,
		name: person?.name ?? '',
		role: s.role,
		simulated: person?.simulated ?? false,
		connection: s.connection,
		standing: away ? 'resting' : s.standing,
		identity: inRing(me) || s === me ? s.identity : null,
		mayHold: mayFacilitate(s, about.now),
		mark: seen ? s.mark : null,
		listening: s.listening,
		onCall: s.onCall
	};
}

/** What a speaker may wish where the format does not say. */
export const usualWishes: Wish[] = ['listen', 'mirror', 'stirred', 'ask'];

function phaseView(state: State, now: Instant): ViewedPhase | null {
	const c = state.context;
	const phase = phaseOf(c);
	if (!phase) return null;
	const timer = c.timers.phase ?? c.timers.aftercare;
	const wishes = phase.responses === 'wish' ? (phase.wishes ?? usualWishes) : [];
	const { id, kind, title, mode, order, prompt, gentler } = phase;
	return {
		...{ id, kind, title, mode, order, prompt, gentler },
		index: c.phaseIndex,
		round: roundNumber(c),
		endsAt: running(timer) ? timer.at : null,
		leftMs: left(c, c.timers.phase ? 'phase' : 'aftercare', now),
		wishes,
		practice: phase.practice === true,
		quietly: phase.quietly ?? null,
		sentences: phase.sentences ?? []
	};
}

function pieceView(state: State, me: SeatState, now: Instant): ViewedPiece {
	const c = state.context;
	const at = pieceOf(state);
	const turn = c.turn;
	const holder = turn && c.seats.find((s) => s.seat === turn.seat);
	const mine = turn?.seat === me.seat;
	const asked = holder && (turn.budgetMs > 0 || mine);
	const canTakeBack = mine && at === 'settling' && c.finishedAt !== null;
	return {
		state: at === 'speaking' ? 'held' : at,
		turnId: turn?.turnId ?? null,
		seat: turn?.seat ?? null,
		next: nextSeat(c)?.seat ?? null,
		again: c.again,
		wish: asked ? holder.wish : null,
		typing: (at === 'responding' ? seatIn(c, turn?.responder ?? null) : holder)?.typing ?? false,
		responder: turn?.responder ?? null,
		offers: turn?.offers ?? [],
		over: turn?.over ?? false,
		budgetMs: turn && turn.budgetMs > 0 ? turn.budgetMs : null,
		usedMs: turn && turn.budgetMs > 0 ? usedMs(c, now) : null,
		running: turn?.runningSince != null,
		cue: mine ? turn.cue : null,
		notYetUntil: canTakeBack ? (c.finishedAt ?? 0) + limits.notYetMs : null
	};
}

/** What somebody outside the ring sees of the piece: nothing. */
const noPiece: ViewedPiece = {
	state: 'none',
	turnId: null,
	seat: null,
	next: null,
	again: false,
	wish: null,
	typing: false,
	responder: null,
	offers: [],
	over: false,
	budgetMs: null,
	usedMs: null,
	running: false,
	cue: null,
	notYetUntil: null
};

/** [A5] */
function careView(c: Context, me: SeatState, holder: boolean): View['care'] {
	if (!c.care || (!holder && me.standing !== 'inCare')) return null;
	const { room: _, ...seen } = c.care;
	return seen;
}

/** [D7] Your own pair, and nobody else's. */
function pairView(state: State, me: SeatState): View['pair'] {
	const c = state.context;
	const pair = pauseOf(state) === 'none' ? pairHere(c, me.seat) : undefined;
	if (!pair || !c.pairs) return null;
	const timer = c.timers.pairStep;
	const { helperSince: _, ...seen } = pair;
	return { ...seen, step: c.pairs.step, speaker: speakerOf(c.pairs.step, pair), endsAt: running(timer) ? timer.at : null };
}

function pairsView(c: Context, me: SeatState): View['pairs'] {
	if (!inRing(me) || phaseOf(c)?.mode !== 'dyads') return null;
	const timer = c.timers.pairStep;
	const waits = pairOf(c, me.seat) !== undefined && pairHere(c, me.seat) === undefined;
	return { step: c.pairs?.step ?? 'mixing', endsAt: running(timer) ? timer.at : null, waits };
}

/** What those who hold the circle see of the pairs. */
function pairsHeld(c: Context, me: SeatState) {
	const calls = callsFor(c, me);
	return (c.pairs?.all ?? []).map(({ room, seats, helper, alone }) => ({
		...{ room, seats, helper, apart: alone },
		asked: calls.some((s) => seats.includes(s.seat)),
		alone: c.timers[`partner:${room}`] !== undefined
	}));
}

/** [H5] Whoever holds the circle: at their place, gone on purpose and kept their place, or away; and who holds it meanwhile. */
function leadView(c: Context, seat: Seat | null, now: Instant): ViewedLead | null {
	const s = seatIn(c, seat);
	if (!s) return null;
	const is = mayFacilitate(s, now) ? 'here' : besideCircle(s, now) ? 'withSomebody' : 'away';
	const other = is === 'here' ? undefined : c.seats.find((one) => mayFacilitate(one, now));
	return { seat: s.seat, is: is === 'withSomebody' && s.standing === 'resting' ? 'steppedOut' : is, meanwhile: other?.seat ?? null };
}

/** Everyone sees that the circle pauses and who speaks; only facilitators see for whom. */
function holdView(state: State, me: SeatState, now: Instant): ViewedHold | null {
	const c = state.context;
	const kind = pauseOf(state);
	if (kind === 'none') return null;
	const t = c.takeover;
	const holder = mayFacilitate(me, now);
	return {
		kind,
		pauseId: c.pauseId ?? '',
		leader: t?.leader ?? null,
		lead: leadView(c, t?.leader ?? c.host, now),
		since: t?.since ?? null,
		until: kind === 'bellSilence' && running(c.timers.bell) ? c.timers.bell.at : null,
		grounding: t?.grounding ?? null,
		...(c.format.grounding ? { groundingWords: c.format.grounding } : {}),
		takeover: holder && kind !== 'bellSilence' ? pauseView(state, me, now) : null,
		round: t?.round != null,
		youAreInCare: t?.inCare === me.seat,
		youMaySpeak: t?.voice === me.seat
	};
}

/** What those who hold the circle see of a pause. */
function pauseView(state: State, me: SeatState, now: Instant): NonNullable<ViewedHold['takeover']> {
	const c = state.context;
	const t = c.takeover;
	const undo = c.timers.undo;
	return {
		kind: t?.kind ?? 'support',
		inCare: t?.inCare ?? null,
		voice: t?.voice ?? null,
		round: t?.round ?? null,
		undoUntil: t?.leader === me.seat && running(undo) ? undo.at : null,
		reviewDue: t?.reviewDue ?? false,
		asked: t?.asked ?? [],
		resume: resumesNow(state, me.seat, now)
	};
}

/** An open call as its owner and those who hold the circle read it. The name stays when the seat is gone from the ring. */
function signalView(c: Context, signal: Signal, about: About): ViewedSignal {
	const { id, seat, at, rung, whom, kind, urgency, seenBy, answer, before, met, paged, reach, unanswered, lookedAfter } = signal;
	const found = inside(signal) ? withThem(c, signal, about.now) : null;
	return {
		...{ id, seat, at, rung, whom, kind, urgency, seenBy, answer, before, met, paged, reach, unanswered },
		...(lookedAfter ? { lookedAfter } : {}),
		name: about.people.get(seat)?.name ?? '',
		with: found?.seat ?? null,
		how: found?.how ?? null,
		gone: gone(c, signal)
	};
}

/** [N10] After the end, those who led see by name whose call is still open. */
function casesView(state: State, me: SeatState, about: About): ViewedSignal[] {
	const c = state.context;
	const led = (me.role === 'facilitator' || me.role === 'coFacilitator') && (inRing(me) || me.standing === 'left');
	return over(state) && led ? callsFor(c, me).map((s) => signalView(c, s, about)) : [];
}

/** [N7] The open calls somebody who holds the circle may know of: not their own, nor one about them. */
const callsFor = (c: Context, me: SeatState): Signal[] =>
	c.signals.filter((s) => isOpen(s) && inside(s) && s.seat !== me.seat && s.about !== me.seat);

/** [K12] What may be taken back, for whoever may do it. */
function takeBackView(state: State, me: SeatState, now: Instant): View['takeBack'] {
	const { takeBack, timers } = state.context;
	if (!takeBack || !running(timers.takeBack)) return null;
	if (refusal(state, { type: 'TAKE_BACK', stepId: takeBack.id }, { kind: 'seat', seat: me.seat }, now) !== null) return null;
	return { id: takeBack.id, what: takeBack.what, until: timers.takeBack.at };
}

function unheardView(c: Context, now: Instant) {
	const seats = unsettled(c).map((s) => s.seat);
	if (!c.unheardShown || phaseOf(c)?.mode !== 'piece' || seats.length === 0) return null;
	return { seats, eachMs: Math.round((left(c, 'phase', now) ?? 0) / seats.length) };
}

/** What only those who hold the circle see. */
function facilitation(state: State, me: SeatState, about: About): View['facilitation'] {
	const c = state.context;
	const { now } = about;
	if (!mayFacilitate(me, now)) return null;
	const atDoor = c.seats.filter((s) => s.standing === 'waiting');
	return {
		signals: callsFor(c, me).map((s) => signalView(c, s, about)),
		tried: c.tried.filter(({ over }) => !over).map(({ seat }) => seat),
		careAsked: c.careInvite?.seat ?? null,
		pairs: pairsHeld(c, me),
		returning: c.pairs?.returning ?? [],
		waiting: atDoor.filter((s) => !s.admitNext).map((s) => s.seat),
		entering: atDoor.filter((s) => s.admitNext).map((s) => s.seat),
		keptVoices: keptVoices(c),
		unheard: unheardView(c, now),
		order: stillAhead(c),
		shorten: shortenNow(state, me.seat, now),
		notes: phaseOf(c)?.notes ?? '',
		evenness: evenness(Object.values(c.offeredMs))
	};
}

/** [S14] Whoever may not come in any more follows the circle no more. */
const shutOut = ({ standing }: SeatState): boolean => standing === 'removed' || standing === 'denied';

/** Who may not be in the room sees nothing of it but their own place at the door, and who holds the circle while they may still come in. */
function doorOnly(me: SeatState, s: SeatState): boolean {
	return inRing(me) || s.seat === me.seat || (s.role !== 'participant' && !shutOut(me));
}

/**
 * The view of one seat.
 * @returns what may reach that person's browser at this version, and nothing else
 */
export function viewFor(state: State, about: About): View {
	const c = state.context;
	const { now } = about;
	const me = mustSeat(c, about.seat);
	const holder = mayFacilitate(me, now);
	const sits = inRing(me);
	const grant = grantOf(state, me.seat);
	const room = grant?.room ?? circleRoom;
	const own = openSignal(c, me.seat);
	const past = openSignal(c, me.seat, true);
	const shown = (s: SeatState) => inRing(s) || s.seat === me.seat || (holder && s.standing === 'waiting');
	return {
		gathering: about.gathering,
		version: about.version,
		now,
		lifecycle: state.value.lifecycle,
		title: about.title,
		formatTitle: c.format.title,
		you: {
			seat: me.seat,
			role: me.role,
			standing: me.standing,
			mark: me.listening ? 'passed' : me.mark,
			identity: me.identity,
			device: me.device,
			// A gathering that was begun before seats had it is still on.
			away: me.away ?? null,
			wish: me.wish,
			listening: me.listening,
			pairWish: me.pairWish,
			moved: me.moved,
			mayHold: holder,
			sentBack: me.sentBack,
			room,
			mic: grant?.mic ?? false,
			camera: grant?.camera ?? false,
			voiceEnded: me.voiceEnded === true
		},
		may: mayNow(state, me.seat, now),
		phases: (shutOut(me) ? [] : c.format.phases).map((p, i) => ({
			...{ id: p.id, kind: p.kind, title: p.title },
			state: i < c.phaseIndex ? 'done' : i === c.phaseIndex ? 'now' : 'ahead'
		})),
		phase: sits ? phaseView(state, now) : null,
		here: shutOut(me) ? 0 : c.seats.filter((s) => inRing(s) && connected(s)).length,
		seats: c.seats.filter((s) => shown(s) && doorOnly(me, s)).map((s) => seatView(state, about, s, holder)),
		piece: sits ? pieceView(state, me, now) : noPiece,
		hold: sits ? holdView(state, me, now) : null,
		careInvite: c.careInvite?.seat === me.seat ? c.careInvite.companion : null,
		// A gathering that was begun before has none.
		careDeclined: c.careDeclined && (holder || c.careDeclined.seat === me.seat) ? c.careDeclined : null,
		pair: pairView(state, me),
		pairs: pairsView(c, me),
		care: careView(c, me, holder),
		page: pageFor(state, me.seat),
		bellAsked: sits ? (c.bellAsked?.by ?? null) : null,
		audible: sits ? audible(state, room) : [],
		hosting: state.value.hosting === 'none' ? 'facilitated' : state.value.hosting,
		hostedBy: c.host,
		peersBegan: c.peerFromStart,
		lead: sits ? leadView(c, c.host, now) : null,
		onCall: c.onCall,
		takeBack: takeBackView(state, me, now),
		doorsOpen: doorsOpen(state, now),
		tried: c.tried.find(({ seat }) => seat === me.seat) ?? null,
		hands: sits ? c.hands.filter((seat) => c.seats.some((s) => s.seat === seat && here(s))) : [],
		teller: sits ? c.teller : null,
		signal: own ? signalView(c, own, about) : null,
		aside: past ? signalView(c, past, about) : null,
		cases: casesView(state, me, about),
		mayOpenCards: cardsFor(state, me.seat, now).map((seat) => ({ seat, name: about.people.get(seat)?.name ?? '' })),
		cardOpened: c.cardsOpened.filter((o) => o.seat === me.seat).map(({ by, at }) => ({ by, at })),
		nobodyToAsk: !somebodyHolds(state, now),
		facilitation: facilitation(state, me, about),
		said: sits ? c.said : null
	};
}
