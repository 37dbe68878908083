// Which commands a person's buttons offer now: those that would not be refused. Rules are asked, never repeated.

import { limits } from './limits.ts';
import { refusal } from './refusal.ts';
import { phaseOf, type Context } from './context.ts';
import { openSignal } from './signals/transitions.ts';
import { pairOf } from './pairs/transitions.ts';
import { stillAhead } from './piece/transitions.ts';
import type { State } from './state.ts';
import type { Command, CommandType, Instant, ResumeMode, Seat } from './words.ts';

export const resumeModes: ResumeMode[] = ['exact', 'toClosing', 'returnTurn', 'restartTurn', 'nextSeat'];

/** One example of each command a seat could mean now; for commands about another seat, one for each. */
function candidates(c: Context, me: Seat): Command[] {
	const turnId = c.turn?.turnId ?? '';
	const phaseId = phaseOf(c)?.id ?? '';
	const self = c.seats.find((s) => s.seat === me);
	const others = c.seats.filter((s) => s.seat !== me).map((s) => s.seat);
	const onTurn = ['ACCEPT', 'PASS', 'DEFER', 'MOMENT', 'FINISH', 'NOT_YET', 'HOLD_SILENCE', 'SPEAK', 'OFFER_RESPONSE', 'END_RESPONSE'] as const;
	const plain = ['LEAVE', 'STEP_OUT', 'STEP_IN', 'BEGIN', 'CLOSE_WELL', 'TAKE_HOSTING', 'END_BELL', 'UNDO_TAKEOVER', 'ASK_TO_JOIN', 'TECHNICAL_PAUSE', 'ACCEPT_CARE', 'DECLINE_CARE', 'CARE_BACK', 'ARRIVED'] as const;
	const ahead = stillAhead(c);
	return [
		...onTurn.map((type) => ({ type, turnId, typing: false }) as Command),
		...plain.map((type) => ({ type }) as Command),
		...others.flatMap((seat): Command[] => [
			{ type: 'ADMIT', seat },
			{ type: 'DENY', seat },
			{ type: 'SEND_BACK', seat },
			{ type: 'REMOVE', seat },
			{ type: 'HAND_OVER', to: seat },
			{ type: 'DELEGATE', to: seat },
			{ type: 'INVITE_TO_CARE', seat },
			{ type: 'OPEN_CARD', seat }
		]),
		{ type: 'SUPPORT', whom: 'me' },
		{ type: 'END_TRY' },
		{ type: 'HAND', up: !c.hands.includes(me) },
		...c.signals.flatMap(({ id }): Command[] => [
			{ type: 'ANSWER_SUPPORT', signalId: id, answer: 'seen' },
			{ type: 'CLOSE_CASE', signalId: id }
		]),
		{ type: 'WITHDRAW_SUPPORT', signalId: openSignal(c, me)?.id ?? '' },
		{ type: 'GROUND', on: c.takeover?.grounding == null },
		...resumeModes.map((mode): Command => ({ type: 'RESUME', mode })),
		{ type: 'PAIR_WISH', wish: { alone: false, practised: false, avoid: [] } },
		...(['NEED_MOMENT', 'READY_AGAIN', 'LEAVE_PAIR'] as const).map((type): Command => ({ type, room: pairOf(c, me)?.room ?? '' })),
		...(c.pairs?.all ?? []).map(({ room }): Command => ({ type: 'ENTER_PAIR', room })),
		{ type: 'TYPING', turnId, on: !self?.typing },
		{ type: 'LISTEN_TONIGHT', on: !self?.listening },
		{ type: 'WISH', wish: self?.wish === 'listen' ? 'ask' : 'listen' },
		{ type: 'CUE', turnId, cue: 'ending' },
		{ type: 'MOVE', turnId, code: 'comeBack' },
		{ type: 'TAKE', phaseId },
		{ type: 'NEXT_PHASE', phaseId },
		{ type: 'END', phaseId },
		{ type: 'EXTEND', phaseId, ms: 60_000 },
		...(ahead.length > 1 ? [{ type: 'REORDER', phaseId, order: ahead } as Command] : []),
		{ type: 'BELL', ms: 60_000, safety: false },
		{ type: 'DECLINE_BELL', turnId },
		{ type: 'SAY_OF_PAUSE' },
		{ type: 'TAKEOVER', kind: 'support', seat: null }
	];
}

/** @returns the types of command this seat would not be refused now */
export function mayNow(state: State, seat: Seat, now: Instant): CommandType[] {
	const by = { kind: 'seat', seat } as const;
	const open = candidates(state.context, seat).filter((e) => refusal(state, e, by, now) === null);
	return [...new Set(open.map((e) => e.type))];
}

/** The ways back that are possible now, the two usual ones first. */
export function resumesNow(state: State, seat: Seat, now: Instant): ResumeMode[] {
	const by = { kind: 'seat', seat } as const;
	return resumeModes.filter((mode) => refusal(state, { type: 'RESUME', mode }, by, now) === null);
}

/** The first phase to come that this seat may shorten, so that the one that is on can take its time. */
export function shortenNow(state: State, seat: Seat, now: Instant) {
	const by = { kind: 'seat', seat } as const;
	const ms = -limits.shortenMs;
	const phase = state.context.format.phases.find(
		({ id }) => refusal(state, { type: 'EXTEND', phaseId: id, ms }, by, now) === null
	);
	return phase ? { phaseId: phase.id, title: phase.title, ms: limits.shortenMs } : null;
}
