// What a page may post. The house's and the clock's commands are not among it, so nobody can speak for them.

import * as v from 'valibot';
import { limits, minutes } from '../../gathering/limits.ts';
import type { Command } from '../../gathering/words.ts';

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
const to = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), to: seat });
const signal = <T extends string>(type: T) => v.strictObject({ type: v.literal(type), signalId: id });

const Posted = v.variant('type', [
	bare('LEAVE'),
	bare('STEP_OUT'),
	bare('STEP_IN'),
	about('ADMIT'),
	about('DENY'),
	about('SEND_BACK'),
	about('REMOVE'),
	bare('BEGIN'),
	phase('NEXT_PHASE'),
	v.strictObject({ type: v.literal('EXTEND'), phaseId, ms: v.pipe(v.number(), v.integer(), v.minValue(-limits.maxExtendMs), v.maxValue(limits.maxExtendMs)) }),
	v.strictObject({ type: v.literal('REORDER'), phaseId, order: v.pipe(v.array(seat), v.maxLength(limits.maxSeats + limits.onCallSeats)) }),
	bare('CLOSE_WELL'),
	phase('END'),
	to('HAND_OVER'),
	bare('TAKE_HOSTING'),
	v.strictObject({ type: v.literal('BELL'), ms: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(minutes(60))), safety: v.boolean() }),
	turn('DECLINE_BELL'),
	bare('END_BELL'),
	v.strictObject({ type: v.literal('ACCEPT'), turnId, typing: v.boolean() }),
	turn('PASS'),
	turn('DEFER'),
	turn('MOMENT'),
	turn('FINISH'),
	turn('NOT_YET'),
	turn('HOLD_SILENCE'),
	turn('SPEAK'),
	v.strictObject({ type: v.literal('TYPING'), turnId, on: v.boolean() }),
	phase('TAKE'),
	v.strictObject({ type: v.literal('CUE'), turnId, cue: v.picklist(['ending', 'lessDetail']) }),
	v.strictObject({ type: v.literal('MOVE'), turnId, code: v.picklist(['time', 'comeBack', 'safety', 'technical']) }),
	v.strictObject({
		type: v.literal('PAIR_WISH'),
		wish: v.strictObject({ alone: v.boolean(), practised: v.boolean(), avoid: v.pipe(v.array(seat), v.maxLength(limits.maxSeats)) })
	}),
	inRoom('NEED_MOMENT'),
	inRoom('READY_AGAIN'),
	inRoom('ENTER_PAIR'),
	inRoom('LEAVE_PAIR'),
	bare('ARRIVED'),
	v.strictObject({ type: v.literal('LISTEN_TONIGHT'), on: v.boolean() }),
	v.strictObject({ type: v.literal('WISH'), wish: v.picklist(['listen', 'mirror', 'stirred', 'ask', 'alike']) }),
	turn('OFFER_RESPONSE'),
	turn('END_RESPONSE'),
	v.strictObject({
		type: v.literal('SUPPORT'),
		whom: v.picklist(['me', 'someone', 'facilitator', 'aside']),
		practice: v.exactOptional(v.literal(true))
	}),
	bare('END_TRY'),
	v.strictObject({ type: v.literal('HAND'), up: v.boolean() }),
	v.strictObject({
		type: v.literal('SAY_MORE'),
		signalId: id,
		whom: v.nullable(v.picklist(['me', 'someone'])),
		kind: v.nullable(v.picklist(['feeling', 'hurt', 'technical'])),
		urgency: v.nullable(v.picklist(['watch', 'soon', 'now']))
	}),
	v.strictObject({ type: v.literal('ANSWER_SUPPORT'), signalId: id, answer: v.picklist(['seen', 'careRoom', 'afterShare']) }),
	signal('CLOSE_CASE'),
	signal('WITHDRAW_SUPPORT'),
	v.strictObject({ type: v.literal('TAKEOVER'), kind: v.picklist(['support', 'safety']), seat: v.nullable(seat) }),
	bare('UNDO_TAKEOVER'),
	v.strictObject({ type: v.literal('GROUND'), on: v.boolean() }),
	to('DELEGATE'),
	bare('ASK_TO_JOIN'),
	about('INVITE_TO_CARE'),
	bare('ACCEPT_CARE'),
	bare('DECLINE_CARE'),
	bare('CARE_BACK'),
	bare('TECHNICAL_PAUSE'),
	v.strictObject({ type: v.literal('RESUME'), mode: v.picklist(['exact', 'returnTurn', 'restartTurn', 'nextSeat', 'toClosing']) })
]);

/** Every command but those of the house and the clock, and JOIN, RESEAT and OPEN_CARD, which have endpoints of their own. */
export type PostedCommand = v.InferOutput<typeof Posted>;

const CommandBody = v.strictObject({ commandId: uuid, command: Posted });
const JoinBody = v.strictObject({ commandId: uuid, device: id, moveHere: v.boolean(), camera: v.boolean() });
const OverBody = v.strictObject({ device: id, camera: v.boolean() });
const PauseBody = v.strictObject({ right: v.boolean() });
/** Whom a seat is given to, and which; null for a no. */
const ReturnBody = v.strictObject({ returner: uuid, seat: v.nullable(seat) });
const CardBody = v.strictObject({ seat });
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

export const commandOf = (body: unknown): { commandId: string; command: PostedCommand & Command } | null => parsed(CommandBody, body);
export const joinOf = (body: unknown) => parsed(JoinBody, body);
export const overOf = (body: unknown) => parsed(OverBody, body);
export const pauseOf = (body: unknown) => parsed(PauseBody, body);
export const returnOf = (body: unknown) => parsed(ReturnBody, body);
export const cardOf = (body: unknown) => parsed(CardBody, body);
export const wordsOf = (body: unknown) => parsed(WordsBody, body);
