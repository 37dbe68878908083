// Which commands are counted together. Numbers are kept for weeks by whoever collects them, and a small place has one circle on at
// a time: so no number says whether it was a call or an answer, who passed, or who was put out. Imports types only.

import type { CommandType } from '../../gathering/types.ts';

export const commandKinds = ['seats', 'connection', 'clock', 'house', 'course', 'piece', 'pairs', 'pause', 'care'] as const;
export type CommandKind = (typeof commandKinds)[number];

/** A missing one is a type error. */
export const kindOf: Record<CommandType, CommandKind> = {
	SEAT: 'seats', UNSEAT: 'seats', RESEAT: 'seats', JOIN: 'seats', LEAVE: 'seats', STEP_OUT: 'seats', STEP_IN: 'seats', ADMIT: 'seats', DENY: 'seats', SEND_BACK: 'seats', REMOVE: 'seats', SIGNED_OUT: 'seats', CREDENTIAL: 'seats',
	CONNECTION: 'connection',
	TIMER: 'clock',
	OUTAGE: 'house', COVER: 'house', PEERS: 'house', ON_CALL: 'house', CANCEL: 'house', RESCHEDULE: 'house',
	BEGIN: 'course', NEXT_PHASE: 'course', EXTEND: 'course', REORDER: 'course', CLOSE_WELL: 'course', END: 'course', HAND_OVER: 'course', TAKE_HOSTING: 'course', TAKE_BACK: 'course',
	ACCEPT: 'piece', PASS: 'piece', DEFER: 'piece', MOMENT: 'piece', FINISH: 'piece', NOT_YET: 'piece', HOLD_SILENCE: 'piece', SPEAK: 'piece', TYPING: 'piece', TAKE: 'piece', CUE: 'piece', MOVE: 'piece', LISTEN_TONIGHT: 'piece', WISH: 'piece', CANNOT_HEAR: 'piece', HAND: 'piece', OFFER_RESPONSE: 'piece', END_RESPONSE: 'piece',
	PAIR: 'pairs', PAIR_WISH: 'pairs', NEED_MOMENT: 'pairs', READY_AGAIN: 'pairs', LEAVE_PAIR: 'pairs', PAIR_APART: 'pairs', ARRIVED: 'pairs',
	BELL: 'pause', DECLINE_BELL: 'pause', END_BELL: 'pause', TAKEOVER: 'pause', UNDO_TAKEOVER: 'pause', TECHNICAL_PAUSE: 'pause', RESUME: 'pause', DELEGATE: 'pause', ASK_TO_JOIN: 'pause', GROUND: 'pause', GIVE_WORD: 'pause', CHECK_ROUND: 'pause', WORD_DONE: 'pause', SAY_OF_PAUSE: 'pause',
	SUPPORT: 'care', END_TRY: 'care', SAY_MORE: 'care', ANSWER_SUPPORT: 'care', CALL_AGAIN: 'care', BE_WITH: 'care', CLOSE_CASE: 'care', CASE_CLOSED: 'care', WITHDRAW_SUPPORT: 'care', REACHED: 'care', LOOKED_AFTER: 'care', INVITE_TO_CARE: 'care', ACCEPT_CARE: 'care', DECLINE_CARE: 'care', CARE_BACK: 'care', OPEN_CARD: 'care'
};
