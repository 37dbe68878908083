// What one person may see: built here, on the server, so that nothing else ever leaves it.

import { left, running, usedMs } from './clocks.ts';
import { connected, here, inRing, mayHold, mustSeat, phaseOf, seatIn, type Context } from './context.ts';
import { cardsFor } from './cards.ts';
import { limits } from './limits.ts';
import { evenness } from './evenness.ts';
import { audible, grantOf } from './grants.ts';
import { mayNow, resumesNow, shortenNow } from './may.ts';
import { nextSeat, unsettled } from './order.ts';
import { pairOf, speakerOf } from './pairs.ts';
import { stillAhead } from './piece.ts';
import { gone, isOpen, openSignal } from './signals.ts';
import { doorsOpen, holdOf, pieceOf, roundNumber, somebodyHolds, type State } from './state.ts';
import { pageFor } from './writing.ts';
import type { View, ViewedHold, ViewedPhase, ViewedPiece, ViewedSeat, ViewedSignal } from './viewed.ts';
import { circleRoom, type Instant, type Seat, type SeatState, type Signal, type Wish } from './words.ts';

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
	const aside = s.standing === 'inCare' && !holder && mustSeat(state.context, about.seat).standing !== 'inCare';
	return {
		seat: s.seat,
		name: person?.name ?? '',
		role: s.role,
		simulated: person?.simulated ?? false,
		connection: s.connection,
		standing: aside ? 'resting' : s.standing,
		identity: s.identity,
		mayHold: mayHold(s, about.now),
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
	const pair = holdOf(state) === 'none' ? pairOf(c, me.seat) : undefined;
	if (!pair || !c.pairs) return null;
	const timer = c.timers.pairStep;
	return { ...pair, step: c.pairs.step, speaker: speakerOf(c.pairs.step, pair), endsAt: running(timer) ? timer.at : null };
}

function pairsView(c: Context, inside: boolean): View['pairs'] {
	if (!inside || phaseOf(c)?.mode !== 'dyads') return null;
	const timer = c.timers.pairStep;
	return { step: c.pairs?.step ?? 'mixing', endsAt: running(timer) ? timer.at : null };
}

/** What those who hold the circle see of the pairs. */
function pairsHeld(c: Context) {
	return (c.pairs?.all ?? []).map(({ room, seats, helper }) => ({
		...{ room, seats, helper },
		asked: c.signals.some((s) => isOpen(s) && s.whom !== 'aside' && seats.includes(s.seat)),
		alone: c.timers[`partner:${room}`] !== undefined
	}));
}

/** Everyone sees that the circle pauses and who speaks; only facilitators see for whom. */
function holdView(state: State, me: SeatState, now: Instant): ViewedHold | null {
	const c = state.context;
	const kind = holdOf(state);
	if (kind === 'none') return null;
	const t = c.takeover;
	const undo = c.timers.undo;
	const holder = mayHold(me, now);
	return {
		kind,
		leader: t?.leader ?? null,
		since: t?.since ?? now,
		until: kind === 'bellSilence' && running(c.timers.bell) ? c.timers.bell.at : null,
		grounding: t?.grounding ?? null,
		...(c.format.grounding ? { groundingWords: c.format.grounding } : {}),
		takeover:
			holder && kind !== 'bellSilence'
				? {
						kind: t?.kind ?? 'support',
						inCare: t?.inCare ?? null,
						undoUntil: t?.leader === me.seat && running(undo) ? undo.at : null,
						reviewDue: t?.reviewDue ?? false,
						asked: t?.asked ?? [],
						resume: resumesNow(state, me.seat, now)
					}
				: null,
		youAreInCare: t?.inCare === me.seat
	};
}

const signalView = (c: Context, signal: Signal): ViewedSignal => {
	const { answeredAt: _, withdrawn: __, closed: ___, ...seen } = signal;
	// A signal of an earlier release does not have it.
	return { ...seen, reach: signal.reach ?? null, gone: gone(c, signal) };
};

function unheardView(c: Context, now: Instant) {
	const seats = unsettled(c).map((s) => s.seat);
	if (!c.unheardShown || phaseOf(c)?.mode !== 'piece' || seats.length === 0) return null;
	return { seats, eachMs: Math.round((left(c, 'phase', now) ?? 0) / seats.length) };
}

/** What only those who hold the circle see. */
function facilitation(state: State, me: SeatState, now: Instant): View['facilitation'] {
	const c = state.context;
	if (!mayHold(me, now)) return null;
	const atDoor = c.seats.filter((s) => s.standing === 'waiting');
	return {
		signals: c.signals.filter((s) => s.seat !== me.seat && s.whom !== 'aside' && isOpen(s)).map((s) => signalView(c, s)),
		tried: c.tried.filter(({ over }) => !over).map(({ seat }) => seat),
		careAsked: c.careInvite?.seat ?? null,
		pairs: pairsHeld(c),
		returning: c.pairs?.returning ?? [],
		waiting: atDoor.filter((s) => !s.admitNext).map((s) => s.seat),
		entering: atDoor.filter((s) => s.admitNext).map((s) => s.seat),
		unheard: unheardView(c, now),
		order: stillAhead(c),
		shorten: shortenNow(state, me.seat, now),
		notes: phaseOf(c)?.notes ?? '',
		evenness: evenness(Object.values(c.offeredMs))
	};
}

/** Who may not be in the room sees nothing of it but their own place at the door. */
function doorOnly(me: SeatState, s: SeatState): boolean {
	return inRing(me) || s.seat === me.seat || s.role !== 'participant';
}

/**
 * The view of one seat.
 * @returns what may reach that person's browser at this version, and nothing else
 */
export function viewFor(state: State, about: About): View {
	const c = state.context;
	const { now } = about;
	const me = mustSeat(c, about.seat);
	const holder = mayHold(me, now);
	const inside = inRing(me);
	const grant = grantOf(state, me.seat);
	const room = grant?.room ?? circleRoom;
	const own = openSignal(c, me.seat);
	const aside = openSignal(c, me.seat, true);
	const shown = (s: SeatState) =>
		inRing(s) || s.seat === me.seat || (holder && s.standing === 'waiting');
	return {
		gathering: about.gathering,
		version: about.version,
		now,
		lifecycle: state.value.lifecycle,
		startsAt: c.startsAt,
		title: about.title,
		formatTitle: c.format.title,
		you: {
			seat: me.seat,
			role: me.role,
			standing: me.standing,
			mark: me.listening ? 'passed' : me.mark,
			restMs: me.restMs,
			identity: me.identity,
			device: me.device,
			wish: me.wish,
			listening: me.listening,
			pairWish: me.pairWish,
			mayHold: holder,
			room,
			mic: grant?.mic ?? false,
			camera: grant?.camera ?? false
		},
		may: mayNow(state, me.seat, now),
		phases: c.format.phases.map((p, i) => ({
			...{ id: p.id, kind: p.kind, title: p.title },
			state: i < c.phaseIndex ? 'done' : i === c.phaseIndex ? 'now' : 'ahead'
		})),
		phase: inside ? phaseView(state, now) : null,
		here: c.seats.filter((s) => inRing(s) && connected(s)).length,
		seats: c.seats
			.filter((s) => shown(s) && doorOnly(me, s))
			.map((s) => seatView(state, about, s, holder)),
		piece: inside ? pieceView(state, me, now) : noPiece,
		hold: inside ? holdView(state, me, now) : null,
		careInvite: c.careInvite?.seat === me.seat ? c.careInvite.companion : null,
		pair: pairView(state, me),
		pairs: pairsView(c, inside),
		care: careView(c, me, holder),
		page: pageFor(state, me.seat),
		bellAsked: inside ? (c.bellAsked?.by ?? null) : null,
		audible: inside ? audible(state, room) : [],
		hosting: state.value.hosting === 'none' ? 'facilitated' : state.value.hosting,
		hostedBy: c.host,
		doorsOpen: doorsOpen(state, now),
		tried: c.tried.find(({ seat }) => seat === me.seat) ?? null,
		hands: inside ? c.hands.filter((seat) => c.seats.some((s) => s.seat === seat && here(s))) : [],
		teller: inside ? c.teller : null,
		signal: own ? signalView(c, own) : null,
		aside: aside ? signalView(c, aside) : null,
		mayOpenCards: cardsFor(state, me.seat, now).map((seat) => ({ seat, name: about.people.get(seat)?.name ?? '' })),
		cardOpened: c.cardsOpened.filter((o) => o.seat === me.seat).map(({ by, at }) => ({ by, at })),
		nobodyToAsk: !somebodyHolds(state, now),
		onCall: c.onCall,
		facilitation: facilitation(state, me, now),
		said: inside ? c.said : null
	};
}
