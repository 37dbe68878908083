// What a page may post. The house's and the clock's commands are not among it, so nobody can speak for them.

import * as v from 'valibot';
import { limits, minutes } from '../../gathering/limits.ts';
import type { Command, SeatCommand } from '../../gathering/types.ts';

const seat = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const uuid = v.pipe(v.string(), v.uuid());
const turnId = id;
const phaseId = id;

const turn = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), turnId });
const phase = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), phaseId });
const bare = <T extends string>(type: T) => v.strictObject({ type: v.literal(type) });
const about = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), seat });
const inRoom = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), room: id });
const signal = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), signalId: id });
const pause = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), pauseId: id });

/** These have endpoints of their own. */
type Elsewhere = 'JOIN' | 'RESEAT' | 'OPEN_CARD';
/** The posted shape of every other command of a seat: a missing one is a type error. */
const shapes = {
	LEAVE: bare('LEAVE'),
	STEP_OUT: bare('STEP_OUT'),
	STEP_IN: bare('STEP_IN'),
	ADMIT: about('ADMIT'),
	DENY: about('DENY'),
	SEND_BACK: about('SEND_BACK'),
	REMOVE: about('REMOVE'),
	BEGIN: bare('BEGIN'),
	NEXT_PHASE: phase('NEXT_PHASE'),
	EXTEND: v.strictObject({
		type: v.literal('EXTEND'),
		phaseId,
		ms: v.pipe(v.number(), v.integer(), v.minValue(-limits.maxExtendMs), v.maxValue(limits.maxExtendMs))
	}),
	REORDER: v.strictObject({
		type: v.literal('REORDER'),
		phaseId,
		order: v.pipe(v.array(seat), v.maxLength(limits.maxSeats + limits.onCallSeats))
	}),
	CLOSE_WELL: phase('CLOSE_WELL'),
	END: phase('END'),
	HAND_OVER: v.strictObject({ type: v.literal('HAND_OVER'), to: seat }),
	TAKE_HOSTING: bare('TAKE_HOSTING'),
	BELL: v.strictObject({
		type: v.literal('BELL'),
		ms: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(minutes(60))),
		safety: v.boolean()
	}),
	DECLINE_BELL: turn('DECLINE_BELL'),
	END_BELL: pause('END_BELL'),
	ACCEPT: v.strictObject({ type: v.literal('ACCEPT'), turnId, typing: v.boolean() }),
	PASS: turn('PASS'),
	DEFER: turn('DEFER'),
	MOMENT: turn('MOMENT'),
	FINISH: turn('FINISH'),
	NOT_YET: turn('NOT_YET'),
	HOLD_SILENCE: turn('HOLD_SILENCE'),
	SPEAK: turn('SPEAK'),
	TYPING: v.strictObject({ type: v.literal('TYPING'), turnId, on: v.boolean() }),
	TAKE: phase('TAKE'),
	CUE: v.strictObject({ type: v.literal('CUE'), turnId, cue: v.picklist(['ending', 'lessDetail']) }),
	MOVE: v.strictObject({ type: v.literal('MOVE'), turnId, code: v.picklist(['time', 'comeBack', 'safety', 'technical']) }),
	PAIR_WISH: v.strictObject({
		type: v.literal('PAIR_WISH'),
		wish: v.strictObject({ alone: v.boolean(), practised: v.boolean(), avoid: v.pipe(v.array(seat), v.maxLength(limits.maxSeats)) })
	}),
	NEED_MOMENT: inRoom('NEED_MOMENT'),
	READY_AGAIN: inRoom('READY_AGAIN'),
	LEAVE_PAIR: inRoom('LEAVE_PAIR'),
	ARRIVED: bare('ARRIVED'),
	LISTEN_TONIGHT: v.strictObject({ type: v.literal('LISTEN_TONIGHT'), on: v.boolean() }),
	WISH: v.strictObject({ type: v.literal('WISH'), wish: v.picklist(['listen', 'mirror', 'stirred', 'ask', 'alike']) }),
	CANNOT_HEAR: v.strictObject({ type: v.literal('CANNOT_HEAR'), seat, identity: id, so: v.boolean() }),
	OFFER_RESPONSE: turn('OFFER_RESPONSE'),
	END_RESPONSE: turn('END_RESPONSE'),
	SUPPORT: v.strictObject({
		type: v.literal('SUPPORT'),
		whom: v.picklist(['me', 'someone', 'facilitator', 'aside']),
		practice: v.exactOptional(v.literal(true))
	}),
	END_TRY: bare('END_TRY'),
	HAND: v.strictObject({ type: v.literal('HAND'), up: v.boolean() }),
	SAY_MORE: v.strictObject({
		type: v.literal('SAY_MORE'),
		signalId: id,
		whom: v.nullable(v.picklist(['me', 'someone', 'facilitator'])),
		kind: v.nullable(v.picklist(['feeling', 'hurt', 'technical'])),
		urgency: v.nullable(v.picklist(['watch', 'soon', 'now']))
	}),
	ANSWER_SUPPORT: v.strictObject({
		type: v.literal('ANSWER_SUPPORT'),
		signalId: id,
		answer: v.picklist(['seen', 'careRoom', 'afterShare'])
	}),
	CLOSE_CASE: v.strictObject({ type: v.literal('CLOSE_CASE'), signalId: id, how: v.picklist(['spoken', 'handedOn', 'notReached']) }),
	WITHDRAW_SUPPORT: signal('WITHDRAW_SUPPORT'),
	TAKEOVER: v.strictObject({ type: v.literal('TAKEOVER'), kind: v.picklist(['support', 'safety']), seat: v.nullable(seat) }),
	UNDO_TAKEOVER: pause('UNDO_TAKEOVER'),
	GROUND: v.strictObject({ type: v.literal('GROUND'), pauseId: id, on: v.boolean() }),
	DELEGATE: v.strictObject({ type: v.literal('DELEGATE'), pauseId: id, to: seat }),
	ASK_TO_JOIN: pause('ASK_TO_JOIN'),
	INVITE_TO_CARE: about('INVITE_TO_CARE'),
	ACCEPT_CARE: bare('ACCEPT_CARE'),
	DECLINE_CARE: bare('DECLINE_CARE'),
	CARE_BACK: bare('CARE_BACK'),
	TECHNICAL_PAUSE: bare('TECHNICAL_PAUSE'),
	RESUME: v.strictObject({
		type: v.literal('RESUME'),
		pauseId: id,
		mode: v.picklist(['exact', 'returnTurn', 'restartTurn', 'nextSeat', 'toClosing'])
	}),
	PAIR_APART: inRoom('PAIR_APART'),
	CALL_AGAIN: signal('CALL_AGAIN'),
	BE_WITH: signal('BE_WITH'),
	GIVE_WORD: v.strictObject({ type: v.literal('GIVE_WORD'), pauseId: id, seat, on: v.boolean() }),
	CHECK_ROUND: pause('CHECK_ROUND'),
	WORD_DONE: pause('WORD_DONE'),
	TAKE_BACK: v.strictObject({ type: v.literal('TAKE_BACK'), stepId: id }),
	SAY_OF_PAUSE: bare('SAY_OF_PAUSE')
} satisfies { [T in Exclude<SeatCommand['type'], Elsewhere>]: v.GenericSchema<unknown, Extract<SeatCommand, { type: T }>> };

const Posted = v.variant('type', Object.values(shapes) as [(typeof shapes)[keyof typeof shapes]]);

/** Every command of a seat but those with endpoints of their own. */
export type PostedCommand = v.InferOutput<typeof Posted>;

const CommandBody = v.strictObject({ commandId: uuid, command: Posted });
const JoinBody = v.strictObject({ commandId: uuid, device: id, moveHere: v.boolean(), camera: v.boolean() });
const OverBody = v.strictObject({ device: id, camera: v.boolean() });
const PauseBody = v.strictObject({ right: v.boolean() });
/** Whom a seat is given to, and which; null for a no. */
const ReturnBody = v.strictObject({ returner: uuid, seat: v.nullable(seat) });
const CardBody = v.strictObject({ seat });
const ReachBody = v.strictObject({ reach: v.pipe(v.string(), v.trim(), v.maxLength(120)) });
/** A turn, or the page of a room. */
const writing = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const WordsBody = v.strictObject({
	turnId: writing,
	text: v.pipe(v.string(), v.maxLength(limits.maxTypedChars)),
	revision: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1))
});

/** A body as it was posted, or null when it is not one of these. */
function parsed<const S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> | null {
	const result = v.safeParse(schema, body);
	return result.success ? result.output : null;
}

export const postedCommand = (body: unknown): { commandId: string; command: PostedCommand & Command } | null => parsed(CommandBody, body);
export const postedJoin = (body: unknown) => parsed(JoinBody, body);
export const postedOver = (body: unknown) => parsed(OverBody, body);
export const postedPause = (body: unknown) => parsed(PauseBody, body);
export const postedReturn = (body: unknown) => parsed(ReturnBody, body);
export const postedCard = (body: unknown) => parsed(CardBody, body);
export const postedReach = (body: unknown) => parsed(ReachBody, body);
export const postedWords = (body: unknown) => parsed(WordsBody, body);
