// What holds after every step of every gathering: each rule as one fact, with its number. SPEC.md and the design number them.

import { desiredTimers } from '../../src/lib/gathering/clocks.ts';
import { connected, credentialed, inRing, mayLead } from '../../src/lib/gathering/context.ts';
import { audible, desiredGrants } from '../../src/lib/gathering/grants.ts';
import { limits } from '../../src/lib/gathering/limits.ts';
import { mayNow } from '../../src/lib/gathering/may.ts';
import { pairOf } from '../../src/lib/gathering/pairs/transitions.ts';
import { inside, isOpen, withThem } from '../../src/lib/gathering/signals/attended.ts';
import { pageFor, readersOf, writings } from '../../src/lib/gathering/writing.ts';
import { circleRoom, type Command, type Grant, type Seat } from '../../src/lib/gathering/types.ts';
import type { Table } from '../support/table.ts';
import { roles } from './steps.ts';

/** What the rules have to remember of the steps before. */
export interface Memory {
	/** Turns begun by each seat in this phase, apart from returns to a broken-off one. */
	begun: Map<string, number>;
	lifecycle: string;
	removed: Set<Seat>;
	teller: Seat | null;
	/** As it was when the circle went on or to its closing: what is taken back did not happen. */
	before: { begun: Map<string, number>; teller: Seat | null } | null;
}
export const remembering = (t: Table): Memory => ({
	begun: new Map(),
	lifecycle: t.lifecycle,
	removed: new Set(),
	teller: null,
	before: null
});

/** A rule is kept, or the test stops with its number. Called some hundred times a step: it makes nothing unless it fails. */
export function holds(fact: boolean, rule: string): void {
	if (!fact) throw new Error(`${rule} does not hold`);
}

const overWords = ['ended', 'abandoned', 'cancelled'];

export function invariants(t: Table, memory: Memory, last: Command | undefined): void {
	const grants = desiredGrants(t.state);
	const mics = grants.filter((g) => g.mic && g.room === circleRoom).map((g) => g.seat);
	takenBack(t, memory, last);
	thePiece(t, memory, last);
	voices(t, grants, mics);
	rooms(t, grants, mics);
	calls(t);
	people(t, memory, grants);
	course(t, memory, last);
	written(t, grants);
	screens(t, last);
}

/** K12: a turn that began in the seconds that were taken back was none. */
function takenBack({ c }: Table, memory: Memory, last: Command | undefined): void {
	if (last?.type === 'TAKE_BACK' && memory.before) Object.assign(memory, { ...memory.before, before: null });
	else if (c.takeBack && (last?.type === 'RESUME' || last?.type === 'CLOSE_WELL'))
		memory.before = { begun: new Map(memory.begun), teller: memory.teller };
}

/** I1, I6: at most one holder, of the roster; and a ring gives nobody a second whole turn. */
function thePiece({ c }: Table, memory: Memory, last: Command | undefined): void {
	if (c.turn) holds(c.roster?.includes(c.turn.seat) === true, 'I1: the holder is of the roster');
	holds(c.seats.filter((s) => s.mark === 'speaking').length <= 1, 'I1: one holder');
	if (last?.type !== 'ACCEPT' || !c.turn) return;
	const key = `${c.phaseIndex}:${c.turn.seat}`;
	const restOnly = c.seats.find((s) => s.seat === c.turn?.seat)?.restMs !== null;
	if (!restOnly) memory.begun.set(key, (memory.begun.get(key) ?? 0) + 1);
	holds((memory.begun.get(key) ?? 0) <= 1, 'I6: one whole turn each');
}

/** I4, I5, G8: in a piece phase only the turn's people may be heard, in a takeover only the leader and one other. */
function voices(t: Table, grants: Grant[], mics: Seat[]): void {
	const { c, hold } = t;
	const phase = c.format.phases[c.phaseIndex];
	// G7: and where the format says so, whoever told.
	const teller = phase?.tellerSpeaks ? [c.teller] : [];
	const may =
		hold === 'takeover'
			? [c.takeover?.leader, c.takeover?.voice]
			: hold !== 'none'
				? []
				: phase?.mode === 'piece'
					? [c.turn?.seat, c.turn?.responder, ...teller]
					: null;
	if (may) for (const m of mics) holds(may.includes(m), 'I4: only they are heard');
	if (overWords.includes(t.lifecycle)) holds(grants.length === 0, 'I4: nobody after the end');
	for (const g of grants)
		holds(!g.mic || t.c.seats.find((s) => s.seat === g.seat)?.voiceEnded !== true, 'G8: a voice that was ended sends nothing');
	for (const a of audible(t.state)) holds(mics.includes(a), 'I5: nobody is played who may not send');
}

/** A1, A5, D1, D2: a room beside the circle has its people and nobody else; one that is over has nobody. */
function rooms(t: Table, grants: Grant[], mics: Seat[]): void {
	const { c } = t;
	for (const g of grants) {
		if (g.room === circleRoom) continue;
		holds(!mics.includes(g.seat), 'G5: not heard in two rooms');
		holds(!c.pastRooms.includes(g.room), 'A5: a room that is over');
		if (g.room === c.care?.room) holds([c.care.seat, c.care.companion].includes(g.seat), 'A5: the two');
		else holds(pairOf(c, g.seat)?.room === g.room && t.hold === 'none', 'D2: their own pair, while nothing holds the circle');
	}
	const paired = c.pairs?.all.flatMap((p) => p.seats) ?? [];
	holds(new Set(paired).size === paired.length, 'D1: everyone in one pair');
	const inCare = c.seats.filter((s) => s.standing === 'inCare').map((s) => s.seat);
	holds(
		inCare.every((s) => s === c.care?.seat || s === c.care?.companion),
		'A1: in care are the two'
	);
	if (!c.care) return;
	holds(inCare.includes(c.care.seat), 'A4: a care room has its person');
	holds(!c.pastRooms.includes(c.care.room), 'A5: used once');
}

/** I16: an open call is attended by somebody able and present, or calling with a clock that runs, or told. */
function calls(t: Table): void {
	const { c } = t;
	for (const one of c.signals.filter((s) => isOpen(s) && inside(s))) {
		const found = withThem(c, one, t.now);
		const clock = c.timers[`page:${one.id}`] ?? c.timers[`signal:${one.id}`];
		holds(found !== null || one.unanswered || (clock !== undefined && 'at' in clock), 'I16: attended, calling or told');
		holds(one.with === (found?.seat ?? null), 'I16: what is remembered is so');
		const s = c.seats.find(({ seat }) => seat === found?.seat);
		if (!s) continue;
		holds(mayLead(s, t.now) && connected(s) && ['admitted', 'inCare'].includes(s.standing), 'N7: able and present');
		holds(s.seat !== one.seat && s.seat !== one.about, 'N7: not the caller, not whom it is about');
	}
	// N6: a try is in a phase that tries it out, beside no call of one's own, and pages nobody.
	for (const { seat, over } of c.tried) {
		holds(c.format.phases[c.phaseIndex]?.practice === true, 'N6: tried where it is practised');
		if (!over) holds(!c.signals.some((one) => one.seat === seat && isOpen(one) && inside(one)), 'N6: no call beside a try');
	}
}

/** I13, S10: removed is removed; seats are kept free for those on call, and never more of them than that. */
function people({ c }: Table, memory: Memory, grants: Grant[]): void {
	for (const s of c.seats) {
		if (s.standing === 'removed') memory.removed.add(s.seat);
		if (memory.removed.has(s.seat)) holds(!grants.some((g) => g.seat === s.seat), 'I13: removed is removed');
	}
	holds(c.seats.filter((s) => s.onCall && s.seat > roles.length).length <= limits.onCallSeats, 'S10: seats for those on call');
}

const pieceClocks = /^(offer|offerAgain|soft|settle|respond|phase|centreRest|anyone|awaitReturn)$/;

function course(t: Table, memory: Memory, last: Command | undefined): void {
	const { c } = t;
	if (t.hold !== 'none')
		holds(!desiredTimers(t.state).some(({ name }) => pieceClocks.test(name)), 'I7: nothing runs that moves the piece while it is held');
	if (t.lifecycle === 'live' && c.seats.some((s) => inRing(s) && connected(s))) holds(leadsOn(t), 'I17: something leads on');
	if (c.format.phases[c.phaseIndex]?.mode !== 'open') holds(c.hands.length === 0, 'E9: hands are up in open phases only');
	if (memory.teller !== null) holds(c.teller === memory.teller, 'O8: who tells, tells all evening');
	memory.teller = c.teller;
	if (t.lifecycle !== memory.lifecycle && overWords.includes(t.lifecycle)) {
		const cause = last?.type === 'TIMER' ? last.name : last?.type;
		holds(['END', 'CANCEL', 'aftercare', 'abandon'].includes(cause ?? ''), 'I14: an end has a cause');
	}
	memory.lifecycle = t.lifecycle;
}

/** What leads nowhere for the circle: one's own coming and going, wishes, calls. */
const still = new Set<Command['type']>([
	'LEAVE',
	'STEP_OUT',
	'SUPPORT',
	'SAY_MORE',
	'CALL_AGAIN',
	'WITHDRAW_SUPPORT',
	'END_TRY',
	'WISH',
	'PAIR_WISH',
	'LISTEN_TONIGHT',
	'HAND',
	'OPEN_CARD',
	'SAY_OF_PAUSE',
	'OFFER_RESPONSE',
	'TYPING',
	'GROUND',
	'ASK_TO_JOIN'
]);
/** Clocks at whose end the gathering goes on by itself. */
const leading =
	/^(offer|offerAgain|soft|awaitReturn|settle|respond|centreRest|anyone|phase|bell|leader|pairStep|grace|succession|abandon|aftercare)$/;

function leadsOn(t: Table): boolean {
	if (desiredTimers(t.state).some(({ name }) => leading.test(name))) return true;
	return t.c.seats.some((s) => inRing(s) && connected(s) && mayNow(t.state, s.seat, t.now).some((type) => !still.has(type)));
}

/** W2: what is written beside the circle is read by those who are in that room, and by nobody at the circle. */
function written(t: Table, grants: Grant[]): void {
	for (const id of writings(t.state)) {
		if (id === t.c.turn?.turnId) continue;
		const readers = readersOf(t.state, id);
		for (const s of t.c.seats) {
			if (pageFor(t.state, s.seat) === id) holds(readers.includes(s.seat), 'W2: who may write there reads it');
			if (readers.includes(s.seat) && t.hold === 'none')
				holds((grants.find((g) => g.seat === s.seat)?.room ?? id) !== circleRoom, 'W2: nobody at the circle reads it');
		}
	}
}

/** Steps of the piece: of these, one in four is looked at on every screen; of all others each. */
const ofThePiece = new Set<Command['type']>([
	'ACCEPT',
	'PASS',
	'DEFER',
	'MOMENT',
	'FINISH',
	'NOT_YET',
	'HOLD_SILENCE',
	'SPEAK',
	'OFFER_RESPONSE',
	'END_RESPONSE',
	'CUE',
	'MOVE',
	'TYPING',
	'WISH',
	'HAND',
	'TIMER',
	'OUTAGE',
	'COVER',
	'ON_CALL',
	'LISTEN_TONIGHT',
	'NEXT_PHASE'
]);

/** Every view can be made, and shows no one else's private signal to those who may not see it. */
function screens(t: Table, last: Command | undefined): void {
	if (last && ofThePiece.has(last.type) && t.version % 4 !== 0) return;
	for (const s of t.c.seats) {
		const view = t.see(s.seat);
		if (!credentialed(s, t.now) || !inRing(s)) holds(view.facilitation === null, 'I20: the tools are for those who hold the circle');
		if (view.signal) holds(view.signal.seat === s.seat, 'N1: one’s own call');
		holds(!view.facilitation?.signals.some((one) => one.whom === 'aside'), 'N4: what passes them by reaches nobody else');
	}
}
