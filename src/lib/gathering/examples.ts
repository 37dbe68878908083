// One example of each command that a seat could mean now; for commands about another seat, one for each. A command without
// an example is a type error: nobody forgets to offer it.

import type { Of } from './asking.ts';
import { phaseOf, type Context } from './context.ts';
import { pairOf } from './pairs/transitions.ts';
import { stillAhead } from './piece/transitions.ts';
import { openSignal } from './signals/attended.ts';
import type { Command, ResumeMode, Seat, SeatCommand } from './types.ts';

export const resumeModes: ResumeMode[] = ['exact', 'toClosing', 'returnTurn', 'restartTurn', 'nextSeat'];

/** A page has no button for these: two come by endpoints of their own, and one it says by itself. */
type Elsewhere = 'JOIN' | 'RESEAT' | 'CANNOT_HEAR';
export type Offered = Exclude<SeatCommand['type'], Elsewhere>;
type Examples = { [T in Offered]: Of<T>[] };

export function examples(c: Context, me: Seat): Command[] {
	const turnId = c.turn?.turnId ?? '';
	const phaseId = phaseOf(c)?.id ?? '';
	const pauseId = c.pauseId ?? '';
	const self = c.seats.find((s) => s.seat === me);
	const others = c.seats.filter((s) => s.seat !== me).map((s) => s.seat);
	const own = openSignal(c, me);
	const ownId = own?.id ?? '';
	const room = pairOf(c, me)?.room ?? '';
	const ahead = stillAhead(c);
	const wish = self?.pairWish ?? { alone: false, practised: false, avoid: [] };
	const on = <T extends 'ADMIT' | 'DENY' | 'SEND_BACK' | 'REMOVE' | 'INVITE_TO_CARE' | 'OPEN_CARD'>(type: T) =>
		others.map((seat) => ({ type, seat }) as Of<T>);
	const all: Examples = {
		LEAVE: [{ type: 'LEAVE' }],
		STEP_OUT: [{ type: 'STEP_OUT' }],
		STEP_IN: [{ type: 'STEP_IN' }],
		ADMIT: on('ADMIT'),
		DENY: on('DENY'),
		SEND_BACK: on('SEND_BACK'),
		REMOVE: on('REMOVE'),
		BEGIN: [{ type: 'BEGIN' }],
		NEXT_PHASE: [{ type: 'NEXT_PHASE', phaseId }],
		EXTEND: [{ type: 'EXTEND', phaseId, ms: 60_000 }],
		REORDER: ahead.length > 1 ? [{ type: 'REORDER', phaseId, order: ahead }] : [],
		CLOSE_WELL: [{ type: 'CLOSE_WELL', phaseId }],
		END: [{ type: 'END', phaseId }],
		HAND_OVER: others.map((to) => ({ type: 'HAND_OVER', to })),
		TAKE_HOSTING: [{ type: 'TAKE_HOSTING' }],
		BELL: [false, true].map((safety) => ({ type: 'BELL', ms: 60_000, safety })),
		DECLINE_BELL: [{ type: 'DECLINE_BELL', turnId }],
		END_BELL: [{ type: 'END_BELL', pauseId }],
		HAND: [{ type: 'HAND', up: !c.hands.includes(me) }],
		ACCEPT: [{ type: 'ACCEPT', turnId, typing: false }],
		PASS: [{ type: 'PASS', turnId }],
		DEFER: [{ type: 'DEFER', turnId }],
		MOMENT: [{ type: 'MOMENT', turnId }],
		FINISH: [{ type: 'FINISH', turnId }],
		NOT_YET: [{ type: 'NOT_YET', turnId }],
		HOLD_SILENCE: [{ type: 'HOLD_SILENCE', turnId }],
		SPEAK: [{ type: 'SPEAK', turnId }],
		TYPING: [{ type: 'TYPING', turnId, on: !self?.typing }],
		TAKE: [{ type: 'TAKE', phaseId }],
		CUE: (['ending', 'lessDetail'] as const).map((cue) => ({ type: 'CUE', turnId, cue })),
		MOVE: [{ type: 'MOVE', turnId, code: 'comeBack' }],
		LISTEN_TONIGHT: [{ type: 'LISTEN_TONIGHT', on: !self?.listening }],
		WISH: [{ type: 'WISH', wish: self?.wish === 'listen' ? 'ask' : 'listen' }],
		OFFER_RESPONSE: [{ type: 'OFFER_RESPONSE', turnId }],
		END_RESPONSE: [{ type: 'END_RESPONSE', turnId }],
		PAIR_WISH: [{ type: 'PAIR_WISH', wish: { ...wish, alone: !wish.alone } }],
		NEED_MOMENT: [{ type: 'NEED_MOMENT', room }],
		READY_AGAIN: [{ type: 'READY_AGAIN', room }],
		LEAVE_PAIR: [{ type: 'LEAVE_PAIR', room }],
		PAIR_APART: [{ type: 'PAIR_APART', room }],
		ARRIVED: [{ type: 'ARRIVED' }],
		SUPPORT: [{ type: 'SUPPORT', whom: 'me' }],
		END_TRY: [{ type: 'END_TRY' }],
		SAY_MORE: [{ type: 'SAY_MORE', signalId: ownId, whom: null, kind: own?.kind ? null : 'feeling', urgency: own?.urgency ?? null }],
		CALL_AGAIN: [{ type: 'CALL_AGAIN', signalId: ownId }],
		WITHDRAW_SUPPORT: [{ type: 'WITHDRAW_SUPPORT', signalId: ownId }],
		ANSWER_SUPPORT: c.signals.flatMap(({ id: signalId }) =>
			(['seen', 'afterShare'] as const).map((answer) => ({ type: 'ANSWER_SUPPORT' as const, signalId, answer }))
		),
		BE_WITH: c.signals.map(({ id: signalId }) => ({ type: 'BE_WITH', signalId })),
		CLOSE_CASE: c.signals.map(({ id: signalId }) => ({ type: 'CLOSE_CASE', signalId, how: 'spoken' })),
		TAKEOVER: [{ type: 'TAKEOVER', kind: 'support', seat: null }],
		UNDO_TAKEOVER: [{ type: 'UNDO_TAKEOVER', pauseId }],
		DELEGATE: [me, ...others].map((to) => ({ type: 'DELEGATE', pauseId, to })),
		GROUND: [{ type: 'GROUND', pauseId, on: c.takeover?.grounding == null }],
		ASK_TO_JOIN: [{ type: 'ASK_TO_JOIN', pauseId }],
		GIVE_WORD: others.map((seat) => ({ type: 'GIVE_WORD', pauseId, seat, on: c.takeover?.voice !== seat })),
		CHECK_ROUND: [{ type: 'CHECK_ROUND', pauseId }],
		WORD_DONE: [{ type: 'WORD_DONE', pauseId }],
		TECHNICAL_PAUSE: [{ type: 'TECHNICAL_PAUSE' }],
		SAY_OF_PAUSE: [{ type: 'SAY_OF_PAUSE' }],
		RESUME: resumeModes.map((mode) => ({ type: 'RESUME', pauseId, mode })),
		TAKE_BACK: [{ type: 'TAKE_BACK', stepId: c.takeBack?.id ?? '' }],
		INVITE_TO_CARE: on('INVITE_TO_CARE'),
		ACCEPT_CARE: [{ type: 'ACCEPT_CARE' }],
		DECLINE_CARE: [{ type: 'DECLINE_CARE' }],
		CARE_BACK: [{ type: 'CARE_BACK' }],
		OPEN_CARD: on('OPEN_CARD')
	};
	return Object.values(all).flat();
}
