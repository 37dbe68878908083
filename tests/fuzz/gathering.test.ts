// Random people, drops and timers against the pure core; after every step the invariants hold.
// Steps in CI: 10^5. A failing seed is printed by fast-check; keep it as an example below.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstEvening, holdingSpace, partsSideBySide, rehearsal, roundTheCircle, shortCheckIn, thoseWhoHold } from '../../src/lib/gathering/formats/index.ts';
import { beginning, decide } from '../../src/lib/gathering/decide.ts';
import { audible, desiredGrants } from '../../src/lib/gathering/grants.ts';
import { connected, credentialed, inRing, mayLead } from '../../src/lib/gathering/context.ts';
import { mayNow } from '../../src/lib/gathering/may.ts';
import { repeatable } from '../../src/lib/gathering/rules.ts';
import { inside, isOpen, withThem } from '../../src/lib/gathering/signals/attended.ts';
import { desiredTimers } from '../../src/lib/gathering/clocks.ts';
import { limits, minutes } from '../../src/lib/gathering/limits.ts';
import { pairUp } from '../../src/lib/gathering/pairs/pairing.ts';
import { pairingNow, pairOf } from '../../src/lib/gathering/pairs/transitions.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import { pageFor, readersOf, writings } from '../../src/lib/gathering/writing.ts';
import { circleRoom, type Command, type Cue, type Format, type ResumeMode, type Role, type SignalWhom, type Wish } from '../../src/lib/gathering/words.ts';
import { inPairs } from '../support/formats.ts';
import { Table, type Said } from '../support/table.ts';

const formats: Format[] = [rehearsal, roundTheCircle, shortCheckIn, holdingSpace, inPairs, firstEvening, partsSideBySide, thoseWhoHold];
const roles: Role[] = ['facilitator', 'participant', 'guardian', 'coFacilitator', 'participant', 'participant'];
const startOf = new Table(rehearsal).c.startsAt;
const seat = fc.integer({ min: 1, max: 6 });
const turnTypes = ['ACCEPT', 'PASS', 'DEFER', 'MOMENT', 'FINISH', 'NOT_YET', 'HOLD_SILENCE', 'SPEAK', 'OFFER_RESPONSE', 'END_RESPONSE', 'CUE', 'MOVE'] as const;
const plain = ['LEAVE', 'STEP_OUT', 'STEP_IN', 'NEXT_PHASE', 'TAKE', 'ANSWER_SUPPORT', 'WITHDRAW_SUPPORT', 'CLOSE_CASE', 'TAKE_HOSTING', 'END_BELL', 'ASK_TO_JOIN', 'UNDO_TAKEOVER', 'TECHNICAL_PAUSE', 'ACCEPT_CARE', 'ARRIVED', 'DECLINE_CARE', 'CARE_BACK', 'END_TRY', 'BEGIN', 'END', 'CLOSE_WELL', 'BE_WITH', 'BE_WITH', 'CALL_AGAIN', 'TAKE_BACK', 'CHECK_ROUND', 'WORD_DONE'] as const;

type Step =
	| { kind: 'said'; seat: number; said: { type: Command['type'] }; stale: boolean }
	| { kind: 'moves' }
	| { kind: 'connection'; seat: number; connection: 'present' | 'unstable' | 'lost' }
	| { kind: 'house'; command: Command }
	| { kind: 'time'; ms: number }
	| { kind: 'outage'; ms: number };

const said = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...turnTypes).map((type) => ({ type })) },
	{ weight: 2, arbitrary: fc.constantFrom(...plain).map((type) => ({ type })) },
	{ weight: 1, arbitrary: seat.map((s) => ({ type: 'TAKEOVER' as const, seat: s })) },
	{ weight: 1, arbitrary: seat.map((s) => ({ type: 'INVITE_TO_CARE' as const, seat: s })) },
	{ weight: 1, arbitrary: fc.tuple(seat, fc.boolean()).map(([s, on]) => ({ type: 'GIVE_WORD' as const, seat: s, on })) },
	{ weight: 1, arbitrary: seat.map((to) => ({ type: 'DELEGATE' as const, to })) },
	{ weight: 1, arbitrary: seat.map((s) => ({ type: 'OPEN_CARD' as const, seat: s })) },
	{
		weight: 1,
		arbitrary: fc
			.constantFrom('NEED_MOMENT' as const, 'READY_AGAIN' as const, 'ENTER_PAIR' as const, 'LEAVE_PAIR' as const, 'PAIR_APART' as const)
			.map((type) => ({ type, room: '' }))
	},
	{ weight: 1, arbitrary: fc.boolean().map((up) => ({ type: 'HAND' as const, up })) },
	{ weight: 1, arbitrary: fc.constant({ type: 'SUPPORT' as const, whom: 'me' as const, practice: true as const }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom('me' as const, 'someone' as const, 'facilitator' as const, null).map((whom) => ({ type: 'SAY_MORE' as const, whom, kind: null, urgency: 'soon' as const }))
	},
	{ weight: 1, arbitrary: fc.constantFrom<SignalWhom>('me', 'someone', 'facilitator', 'aside').map((whom) => ({ type: 'SUPPORT' as const, whom })) },
	{
		weight: 2,
		arbitrary: fc
			.constantFrom<ResumeMode>('exact', 'exact', 'returnTurn', 'restartTurn', 'nextSeat', 'toClosing')
			.map((mode) => ({ type: 'RESUME' as const, mode }))
	},
	{ weight: 1, arbitrary: fc.constantFrom<Wish>('listen', 'ask', 'stirred').map((wish) => ({ type: 'WISH' as const, wish })) },
	{ weight: 1, arbitrary: fc.constantFrom<Cue>('ending', 'lessDetail').map((cue) => ({ type: 'CUE' as const, cue })) },
	{ weight: 1, arbitrary: fc.boolean().map((on) => ({ type: 'LISTEN_TONIGHT' as const, on })) },
	{ weight: 1, arbitrary: fc.boolean().map((on) => ({ type: 'TYPING' as const, on })) },
	{ weight: 1, arbitrary: fc.integer({ min: 1, max: 90_000 }).map((ms) => ({ type: 'BELL' as const, ms, safety: ms % 2 === 0 })) },
	{
		weight: 1,
		arbitrary: fc.tuple(fc.constantFrom('ADMIT', 'DENY', 'SEND_BACK', 'REMOVE'), seat, fc.integer({ min: 0, max: 9 }))
			.map(([type, s, n]) => ({ type: n === 0 ? type : n < 3 ? 'RESEAT' : 'ADMIT', seat: s }) as Command)
	},
	{
		weight: 3,
		arbitrary: fc.tuple(seat, fc.boolean()).map(([n, moveHere]) => ({ type: 'JOIN' as const, identity: `j${n}`, device: `d${n % 2}`, moveHere }))
	}
);
/** Somebody on call is given a seat, or the right to hold it in their own; cover comes and goes; the safety contact is on it. */
const house: fc.Arbitrary<Command> = fc.oneof(
	fc.tuple(fc.integer({ min: 5, max: 12 }), fc.integer({ min: -1, max: 2 })).map(([seat, hours]): Command => ({
		...{ type: 'SEAT', seat, role: 'coFacilitator', onCall: true },
		credentialUntil: startOf + minutes(60 * hours)
	})),
	fc.boolean().map((covered): Command => ({ type: 'COVER', covered })),
	fc.integer({ min: 0, max: 2 }).map((people): Command => ({ type: 'ON_CALL', people })),
	fc.integer({ min: 0, max: 2 }).map((people): Command => ({ type: 'REACHED', signalId: '', people, reached: people, seen: 0, coming: 0 })),
	/** A credential ends soon, or is given anew. */
	fc.tuple(seat, fc.integer({ min: -1, max: 3 })).map(([seat, n]): Command => ({ type: 'CREDENTIAL', seat, credentialUntil: n < 0 ? null : startOf + minutes(20 + 20 * n) })),
	fc.constant<Command>({ type: 'LOOKED_AFTER', signalId: '' }),
	fc.constant<Command>({ type: 'CASE_CLOSED', signalId: '', how: 'handedOn' })
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 8, arbitrary: fc.constant<Step>({ kind: 'moves' }) },
	{ weight: 8, arbitrary: fc.tuple(seat, said, fc.boolean()).map(([s, what, b]): Step => ({ kind: 'said', seat: s, said: what, stale: b && s === 6 })) },
	{ weight: 2, arbitrary: fc.tuple(seat, fc.constantFrom('present' as const, 'unstable' as const, 'lost' as const)).map(([s, connection]): Step => ({ kind: 'connection', seat: s, connection })) },
	{ weight: 3, arbitrary: fc.integer({ min: 100, max: 70_000 }).map((ms): Step => ({ kind: 'time', ms })) },
	{ weight: 1, arbitrary: house.map((command): Step => ({ kind: 'house', command })) },
	{ weight: 1, arbitrary: fc.integer({ min: 5_001, max: 600_000 }).map((ms): Step => ({ kind: 'outage', ms })) }
);

/** The ordinary next move, so that random gatherings get somewhere. */
function moves(t: Table): void {
	if (t.hold === 'takeover' || t.hold === 'technicalPause') return void t.tries(t.c.takeover?.leader ?? 1, { type: 'RESUME', mode: 'exact' });
	if (t.piece === 'offered' && t.holder) return void t.tries(t.holder, 'ACCEPT');
	if (t.held && t.holder) return void t.tries(t.holder, 'FINISH');
	if (t.piece === 'settling' || t.piece === 'responding') return void t.after(5_000);
	const pairing = pairingNow(t.c);
	if (pairing && t.house({ type: 'PAIR', pairs: pairUp({ ...pairing, seed: t.version }).pairs }) === null) return;
	const [back] = t.c.pairs?.returning ?? [];
	if (back) return void t.tries(back, 'ARRIVED');
	t.tries(1, 'NEXT_PHASE');
}

/** Who is on call comes in by the link they were sent; what those outside say is about the newest call. */
function houseSays(t: Table, command: Command): void {
	if (command.type === 'LOOKED_AFTER' || command.type === 'REACHED' || command.type === 'CASE_CLOSED') return void t.house({ ...command, signalId: t.c.signals.at(-1)?.id ?? '' });
	if (t.house(command) === null && command.type === 'SEAT') t.tries(command.seat, { type: 'JOIN', identity: `c${command.seat}`, device: 'c' });
}

interface Memory {
	/** Turns begun by each seat in this phase, apart from returns to a broken-off one. */
	begun: Map<string, number>;
	lifecycle: string;
	removed: Set<number>;
	teller: number | null;
}

function invariants(t: Table, memory: Memory, last: Command | undefined): void {
	const c = t.c;
	const grants = desiredGrants(t.state);
	const mics = grants.filter((g) => g.mic && g.room === circleRoom).map((g) => g.seat);
	// I1: at most one holder, and it is a seat of the roster.
	if (c.turn) expect(c.roster).toContain(c.turn.seat);
	expect(c.seats.filter((s) => s.mark === 'speaking').length).toBeLessThanOrEqual(1);
	// I4: in a piece phase only the turn's people, in a takeover only leader and person in care.
	const mode = c.format.phases[c.phaseIndex]?.mode;
	if (t.hold === 'takeover') {
		for (const m of mics) expect([c.takeover?.leader, c.takeover?.voice]).toContain(m);
	} else if (t.hold !== 'none') {
		expect(mics).toEqual([]);
	} else if (mode === 'piece') {
		// G7: and where the format says so, whoever told.
		const teller = c.format.phases[c.phaseIndex]?.tellerSpeaks ? [c.teller] : [];
		for (const m of mics) expect([c.turn?.seat, c.turn?.responder, ...teller]).toContain(m);
		if (!c.turn && teller.length === 0) expect(mics).toEqual([]);
	}
	if (['ended', 'abandoned', 'cancelled'].includes(t.lifecycle)) expect(grants).toEqual([]);
	for (const a of audible(t.state)) expect(mics).toContain(a);
	// A1, A5: a care room has its two people and nobody else; a room that is over has nobody.
	for (const g of grants) {
		if (g.room === circleRoom) continue;
		expect(mics).not.toContain(g.seat);
		expect(c.pastRooms).not.toContain(g.room);
		if (g.room !== c.care?.room) expect(pairOf(c, g.seat)?.room).toBe(g.room);
		else expect([c.care.seat, c.care.companion]).toContain(g.seat);
	}
	// D1, D2: everyone in one pair at most, and in the circle's room while anything holds it.
	const paired = c.pairs?.all.flatMap((p) => p.seats) ?? [];
	expect(new Set(paired).size).toBe(paired.length);
	if (t.hold !== 'none') for (const g of grants) expect([circleRoom, c.care?.room]).toContain(g.room);
	expect(c.seats.filter((s) => s.standing === 'inCare').map((s) => s.seat).every((s) => s === c.care?.seat || s === c.care?.companion)).toBe(true);
	if (c.care) {
		expect(c.seats.find((s) => s.seat === c.care!.seat)?.standing).toBe('inCare');
		expect(c.pastRooms).not.toContain(c.care.room);
	}
	// I7: whatever is held, nothing runs that could move the piece.
	if (t.hold !== 'none')
		for (const timer of desiredTimers(t.state))
			expect(['offer', 'offerAgain', 'soft', 'settle', 'respond', 'phase', 'centreRest', 'anyone', 'awaitReturn']).not.toContain(timer.name);
	// N6: a try is in a phase that tries it out, beside no call of one's own, and pages nobody.
	for (const { seat: s, over } of c.tried) {
		expect(c.format.phases[c.phaseIndex]?.practice).toBe(true);
		if (over) continue;
		expect(c.signals.filter((one) => one.seat === s && !one.closed && !one.withdrawn && one.whom !== 'aside')).toEqual([]);
	}
	// I16: an open call is attended by somebody able and present, or calling with a clock that runs, or told.
	for (const one of c.signals.filter((s) => isOpen(s) && inside(s))) {
		const found = withThem(c, one, t.now);
		const clock = c.timers[`page:${one.id}`] ?? c.timers[`signal:${one.id}`];
		expect(found !== null || one.unanswered || (clock !== undefined && 'at' in clock)).toBe(true);
		expect(one.with).toBe(found?.seat ?? null);
		if (found) {
			const s = c.seats.find((seat) => seat.seat === found.seat)!;
			expect(mayLead(s, t.now) && connected(s) && ['admitted', 'inCare'].includes(s.standing)).toBe(true);
			expect([one.seat, one.about]).not.toContain(found.seat);
		}
	}
	// I17: while people are here, something runs that leads on, or somebody present may do something that does.
	if (t.lifecycle === 'live' && c.seats.some((s) => inRing(s) && connected(s))) expect(leadsOn(t)).toBe(true);
	// E9: hands are up in open phases only. O8: who tells, tells all evening.
	if (mode !== 'open') expect(c.hands).toEqual([]);
	if (memory.teller !== null) expect(c.teller).toBe(memory.teller);
	memory.teller = c.teller;
	// I13: removed is removed.
	for (const s of c.seats) {
		if (s.standing === 'removed') memory.removed.add(s.seat);
		if (memory.removed.has(s.seat)) expect(grants.map((g) => g.seat)).not.toContain(s.seat);
	}
	// I14: an end has a cause.
	if (t.lifecycle !== memory.lifecycle && ['ended', 'abandoned', 'cancelled'].includes(t.lifecycle)) {
		const cause = last?.type === 'TIMER' ? last.name : last?.type;
		expect(['END', 'CANCEL', 'aftercare', 'abandon']).toContain(cause);
	}
	memory.lifecycle = t.lifecycle;
	// I6: a ring gives nobody a second whole turn.
	if (last?.type === 'ACCEPT' && c.turn) {
		const key = `${c.phaseIndex}:${c.turn.seat}`;
		const restOnly = c.seats.find((s) => s.seat === c.turn?.seat)?.restMs !== null;
		if (!restOnly) memory.begun.set(key, (memory.begun.get(key) ?? 0) + 1);
		expect(memory.begun.get(key) ?? 0).toBeLessThanOrEqual(1);
	}
	// S10: kept free for those on call who sat nowhere before, and never more of them than that.
	expect(c.seats.filter((s) => s.onCall && s.seat > roles.length).length).toBeLessThanOrEqual(limits.onCallSeats);
	// W2: what is written beside the circle is read by those who are in that room, and by nobody at the circle.
	for (const id of writings(t.state)) {
		if (id === c.turn?.turnId) continue;
		const readers = readersOf(t.state, id);
		for (const s of c.seats) {
			if (pageFor(t.state, s.seat) === id) expect(readers).toContain(s.seat);
			if (readers.includes(s.seat) && t.hold === 'none') expect(grants.find((g) => g.seat === s.seat)?.room ?? id).not.toBe(circleRoom);
		}
	}
	// Every view can be made, and shows no one else's private signal to those who may not see it.
	for (const s of c.seats) {
		const view = viewFor(t.state, { gathering: 'g', version: t.version, now: t.now, seat: s.seat, title: '', people: new Map() });
		if (!credentialed(s, t.now) || !inRing(s)) expect(view.facilitation).toBe(null);
		if (view.signal) expect(view.signal.seat).toBe(s.seat);
		// N4: what is about those who hold the circle reaches nobody else.
		expect(view.facilitation?.signals.some((one) => one.whom === 'aside') ?? false).toBe(false);
	}
}

/** What leads nowhere for the circle: one's own coming and going, wishes, calls. */
const still = new Set<Command['type']>(['LEAVE', 'STEP_OUT', 'SUPPORT', 'SAY_MORE', 'CALL_AGAIN', 'WITHDRAW_SUPPORT', 'END_TRY', 'WISH', 'PAIR_WISH', 'LISTEN_TONIGHT', 'HAND', 'OPEN_CARD', 'SAY_OF_PAUSE', 'OFFER_RESPONSE', 'TYPING', 'GROUND', 'ASK_TO_JOIN']);
/** Clocks at whose end the gathering goes on by itself. */
const leading = /^(offer|offerAgain|soft|awaitReturn|settle|respond|centreRest|anyone|phase|bell|leader|pairStep|grace|succession|abandon|aftercare)$/;

/** I17 */
function leadsOn(t: Table): boolean {
	if (desiredTimers(t.state).some(({ name }) => leading.test(name))) return true;
	return t.c.seats.some((s) => inRing(s) && connected(s) && mayNow(t.state, s.seat, t.now).some((type) => !still.has(type)));
}

/** A join comes under an identity that was never used; what is stale names a turn of long ago. */
function asSent(t: Table, { said, stale }: Extract<Step, { kind: 'said' }>): Said {
	if (said.type === 'JOIN') return { ...said, identity: `j${t.version}` } as Said;
	return (stale ? { ...said, turnId: 't0' } : said) as Said;
}

function run(t: Table, steps: Step[]): void {
	const memory: Memory = { begun: new Map(), lifecycle: t.lifecycle, removed: new Set(), teller: null };
	let seen = t.version;
	for (const s of steps) {
		const before = JSON.stringify(t.snapshot);
		const version = t.version;
		if (s.kind === 'moves') moves(t);
		else if (s.kind === 'said') t.tries(s.seat, asSent(t, s));
		else if (s.kind === 'connection') t.house({ type: 'CONNECTION', seat: s.seat, connection: s.connection });
		else if (s.kind === 'house') houseSays(t, s.command);
		else if (s.kind === 'time') t.after(s.ms);
		else {
			const from = t.now;
			t.now += s.ms;
			t.house({ type: 'OUTAGE', from, to: t.now });
		}
		if (t.version === version) expect(JSON.stringify(t.snapshot)).toBe(before);
		// Accepted means that something changed.
		const type = t.log.at(-1)?.command.type ?? '';
		if (t.version === version + 1 && !(repeatable as readonly string[]).includes(type)) expect(JSON.stringify(t.snapshot), type).not.toBe(before);
		// I2: gap-free.
		expect(t.log.length).toBe(t.version);
		if (t.version > seen) invariants(t, memory, t.log.at(-1)?.command);
		seen = t.version;
	}
	// I3: the state is the fold of the log.
	let folded = beginning(t.format, { startsAt: t.c.startsAt });
	for (const e of t.log) {
		const answer = decide(t.format, folded, e.command, e.by, e.at);
		if ('refused' in answer) throw new Error(`fold: ${e.command.type} refused ${answer.refused}`);
		folded = answer.next;
	}
	expect(JSON.parse(JSON.stringify(folded))).toEqual(t.snapshot);
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
const STEPS = 200;

test(`[I1 I2 I3 I4 I6 I7 I13 I14] hold over ${RUNS * STEPS} random steps, each through a stored snapshot`, () => {
	fc.assert(
		fc.property(fc.constantFrom(...formats), fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), (format, steps) => {
			const t = new Table(format).seats(roles).after(20 * 60_000).joins(1, 2, 3, 4, 5).after(10 * 60_000);
			t.tries(1, 'BEGIN');
			run(t, steps);
		}),
		{ numRuns: RUNS, endOnFailure: true, interruptAfterTimeLimit: 600_000, markInterruptAsFailure: true }
	);
}, 700_000);
