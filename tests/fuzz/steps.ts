// What happens at random to a gathering on paper: people, drops, clocks, the house. Used by every test that walks at random.

import fc from 'fast-check';
import {
	firstEvening,
	holdingSpace,
	partsSideBySide,
	rehearsal,
	roundTheCircle,
	shortCheckIn,
	thoseWhoHold
} from '../../src/lib/gathering/formats/index.ts';
import { minutes } from '../../src/lib/gathering/limits.ts';
import { pairUp } from '../../src/lib/gathering/pairs/pairing.ts';
import { pairingNow } from '../../src/lib/gathering/pairs/transitions.ts';
import type { Command, Cue, Format, ResumeMode, Role, SignalWhom, Wish } from '../../src/lib/gathering/types.ts';
import { inPairs } from '../support/formats.ts';
import { Table, type Said } from '../support/table.ts';

export const formats: Format[] = [
	rehearsal,
	roundTheCircle,
	shortCheckIn,
	holdingSpace,
	inPairs,
	firstEvening,
	partsSideBySide,
	thoseWhoHold
];
export const roles: Role[] = ['facilitator', 'participant', 'guardian', 'coFacilitator', 'participant', 'participant'];
const startOf = new Table(rehearsal).c.startsAt;
const seat = fc.integer({ min: 1, max: 6 });
const turnTypes = [
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
	'MOVE'
] as const;
const plain = [
	'LEAVE',
	'STEP_OUT',
	'STEP_IN',
	'NEXT_PHASE',
	'TAKE',
	'ANSWER_SUPPORT',
	'WITHDRAW_SUPPORT',
	'CLOSE_CASE',
	'TAKE_HOSTING',
	'END_BELL',
	'ASK_TO_JOIN',
	'UNDO_TAKEOVER',
	'TECHNICAL_PAUSE',
	'ACCEPT_CARE',
	'ARRIVED',
	'DECLINE_CARE',
	'CARE_BACK',
	'END_TRY',
	'BEGIN',
	'END',
	'CLOSE_WELL',
	'BE_WITH',
	'BE_WITH',
	'CALL_AGAIN',
	'TAKE_BACK',
	'CHECK_ROUND',
	'WORD_DONE'
] as const;

export type Step =
	| { kind: 'said'; seat: number; said: Partial<Command> & { type: Command['type'] }; stale: boolean }
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
			.constantFrom('NEED_MOMENT' as const, 'READY_AGAIN' as const, 'LEAVE_PAIR' as const, 'PAIR_APART' as const)
			.map((type) => ({ type, room: '' }))
	},
	{ weight: 1, arbitrary: fc.tuple(seat, fc.boolean()).map(([s, so]) => ({ type: 'CANNOT_HEAR' as const, seat: s, identity: '', so })) },
	{ weight: 1, arbitrary: fc.boolean().map((up) => ({ type: 'HAND' as const, up })) },
	{ weight: 1, arbitrary: fc.constant({ type: 'SUPPORT' as const, whom: 'me' as const, practice: true as const }) },
	{
		weight: 1,
		arbitrary: fc
			.constantFrom('me' as const, 'someone' as const, 'facilitator' as const, null)
			.map((whom) => ({ type: 'SAY_MORE' as const, whom, kind: null, urgency: 'soon' as const }))
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom<SignalWhom>('me', 'someone', 'facilitator', 'aside').map((whom) => ({ type: 'SUPPORT' as const, whom }))
	},
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
		arbitrary: fc
			.tuple(fc.constantFrom('ADMIT', 'DENY', 'SEND_BACK', 'REMOVE'), seat, fc.integer({ min: 0, max: 9 }))
			.map(([type, s, n]) => ({ type: n === 0 ? type : n < 3 ? 'RESEAT' : 'ADMIT', seat: s }) as Command)
	},
	{
		weight: 3,
		arbitrary: fc
			.tuple(seat, fc.boolean())
			.map(([n, moveHere]) => ({ type: 'JOIN' as const, identity: `j${n}`, device: `d${n % 2}`, moveHere }))
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
	fc
		.tuple(seat, fc.integer({ min: -1, max: 3 }))
		.map(([seat, n]): Command => ({ type: 'CREDENTIAL', seat, credentialUntil: n < 0 ? null : startOf + minutes(20 + 20 * n) })),
	seat.map((seat): Command => ({ type: 'SIGNED_OUT', seat, identity: '' })),
	fc.constant<Command>({ type: 'LOOKED_AFTER', signalId: '' })
);
export const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 8, arbitrary: fc.constant<Step>({ kind: 'moves' }) },
	{
		weight: 8,
		arbitrary: fc
			.tuple(seat, said, fc.boolean())
			.map(([s, what, b]): Step => ({ kind: 'said', seat: s, said: what as Extract<Step, { kind: 'said' }>['said'], stale: b && s === 6 }))
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(seat, fc.constantFrom('present' as const, 'unstable' as const, 'lost' as const))
			.map(([s, connection]): Step => ({ kind: 'connection', seat: s, connection }))
	},
	{ weight: 3, arbitrary: fc.integer({ min: 100, max: 70_000 }).map((ms): Step => ({ kind: 'time', ms })) },
	{ weight: 1, arbitrary: house.map((command): Step => ({ kind: 'house', command })) },
	{ weight: 1, arbitrary: fc.integer({ min: 5_001, max: 600_000 }).map((ms): Step => ({ kind: 'outage', ms })) }
);

/** A gathering of these people that has begun. */
export function begun(format: Format, Made: typeof Table = Table): Table {
	const t = new Made(format).seats(roles).after(minutes(20)).joins(1, 2, 3, 4, 5).after(minutes(10));
	t.tries(1, 'BEGIN');
	return t;
}

/** One step happens, or is refused. */
export function happens(t: Table, s: Step): void {
	if (s.kind === 'moves') return moves(t);
	if (s.kind === 'said') return void t.tries(s.seat, asSent(t, s));
	if (s.kind === 'connection') return void t.house({ type: 'CONNECTION', seat: s.seat, connection: s.connection });
	if (s.kind === 'house') return houseSays(t, s.command);
	if (s.kind === 'time') return void t.after(s.ms);
	const from = t.now;
	t.now += s.ms;
	t.house({ type: 'OUTAGE', from, to: t.now });
}

/** The ordinary next move, so that random gatherings get somewhere. */
function moves(t: Table): void {
	if (t.hold === 'takeover' || t.hold === 'technicalPause')
		return void t.tries(t.c.takeover?.leader ?? 1, { type: 'RESUME', mode: 'exact' });
	if (t.piece === 'offered' && t.holder) return void t.tries(t.holder, 'ACCEPT');
	if (t.held && t.holder) return void t.tries(t.holder, 'FINISH');
	if (t.piece === 'settling' || t.piece === 'responding') return void t.after(5_000);
	const pairing = pairingNow(t.c);
	if (pairing && t.house({ type: 'PAIR', pairs: pairUp({ ...pairing, seed: t.version }).pairs }) === null) return;
	const [back] = t.c.pairs?.returning ?? [];
	if (back) return void t.tries(back, 'ARRIVED');
	t.tries(1, 'NEXT_PHASE');
}

/** Who is on call comes in by the link they were sent; what the safety contact says is about the newest call. */
function houseSays(t: Table, command: Command): void {
	if (command.type === 'LOOKED_AFTER' || command.type === 'REACHED')
		return void t.house({ ...command, signalId: t.c.signals.at(-1)?.id ?? '' });
	if (command.type === 'SIGNED_OUT')
		return void t.house({ ...command, identity: t.c.seats.find((s) => s.seat === command.seat)?.identity ?? '' });
	if (t.house(command) === null && command.type === 'SEAT')
		t.tries(command.seat, { type: 'JOIN', identity: `c${command.seat}`, device: 'c' });
}

/** A join comes under an identity that was never used; a voice that is not heard is the one that is sent now; what is stale names a turn of long ago. */
function asSent(t: Table, { said, stale }: Extract<Step, { kind: 'said' }>): Said {
	if (said.type === 'JOIN') return { ...said, identity: `j${t.version}` } as Said;
	if (said.type === 'CANNOT_HEAR') return { ...said, identity: t.c.seats.find((s) => s.seat === said.seat)?.identity ?? '' } as Said;
	return (stale ? { ...said, turnId: 't0' } : said) as Said;
}
