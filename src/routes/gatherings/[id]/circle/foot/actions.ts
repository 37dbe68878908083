// What this person can press in the middle of the bottom row. Every one is in `view.may`, so none is refused. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Command, CommandType, Instant, Seat } from '$lib/gathering/types';
import { minutes } from '$lib/gathering/limits';
import { otherIs } from '../say/care-words';
import { shareIsOn } from '../say/lead-words';
import { nameOf } from '../say/names';

export interface Action {
	id: string;
	label: string;
	/** One `main` at most; it is focused when the piece is offered. */
	kind: 'main' | 'plain' | 'quiet' | 'text';
	/** What is sent, or the dialog that opens first. */
	does: Command | 'wish' | 'end' | 'pairs' | 'ofPause';
}

/**
 * @param writes this person has no microphone here: they accept the piece in writing
 * @param now server time: what can be done for a few seconds only is not offered longer
 */
export function actionsFor(view: View, writes: boolean, now: Instant = view.now): Action[] {
	return all(view, writes, now).filter((action) => view.may.includes(typeOf(action)));
}

const dialogs = { wish: 'WISH', pairs: 'PAIR_WISH', end: 'END', ofPause: 'SAY_OF_PAUSE' } as const;
const typeOf = ({ does }: Action): CommandType => (typeof does === 'string' ? dialogs[does] : does.type);

/** How long a silence after the guardian's bell is. */
const bellMs = minutes(1);

const action = (id: string, label: string, kind: Action['kind'], does: Action['does']): Action => ({ id, label, kind, does });

function all(view: View, writes: boolean, now: Instant): Action[] {
	const { piece, you, hold } = view;
	if (you.standing === 'inCare') return careBack(view);
	if (you.standing === 'resting') return [action('step-in', 'Come back in', 'main', { type: 'STEP_IN' }), ...(hold ? [] : ofPause(view))];
	if (hold) return inHold(view, hold);
	if (view.pair) return inPair(view, view.pair);
	const turnId = piece.turnId;
	const mine = piece.seat === you.seat;
	if (turnId && mine && piece.state === 'offered') return [...offered(turnId, writes), takeHosting('plain'), ...bells(view)];
	if (turnId && mine) return [...ownTurn(view, turnId, writes, now), takeHosting('plain'), ...bells(view)];
	return [...course(view), ...beside(view, turnId, writes)];
}

/** Nobody holds it: also for whoever has the piece, whose turn stays theirs. */
const takeHosting = (kind: Action['kind']): Action => action('take-hosting', 'Hold the circle', kind, { type: 'TAKE_HOSTING' });

/** When the other has said so, or is not there, it is the one main action. */
function careBack(view: View): Action[] {
	const ready = otherIs(view) === 'gone' || (view.care?.back.length ?? 0) > 0;
	return [action('care-back', 'Back to the circle', ready ? 'main' : 'plain', { type: 'CARE_BACK' })];
}

/** While the circle is held: one's own word, and for those without a panel the ways on that the rules give them. */
function inHold(view: View, { kind, pauseId, youMaySpeak, youAreInCare, leader, lead }: NonNullable<View['hold']>): Action[] {
	const mine = leader === view.you.seat;
	/** Whoever led is lost: the one thing to do now is to lead on. */
	const unled = kind === 'takeover' && !mine && lead?.is === 'away';
	/** To be with whoever waits leads on, too: then that is the main press. */
	const waits = view.may.includes('BE_WITH') && view.facilitation?.signals.some((call) => call.with === null);
	const taken = view.may.includes('TAKE_HOSTING');
	const closing = view.phases.some(({ kind, state }) => kind === 'closing' && state === 'ahead');
	const peers: Action[] = view.facilitation
		? []
		: [
				action('resume-exact', 'Go on together', taken ? 'plain' : 'main', { type: 'RESUME', pauseId, mode: 'exact' }),
				...(closing ? [action('resume-toClosing', 'Close gently', 'plain', { type: 'RESUME', pauseId, mode: 'toClosing' })] : [])
			];
	return [
		...(youMaySpeak ? [action('word-done', "That's all", 'plain', { type: 'WORD_DONE', pauseId })] : []),
		action('end-bell', 'End the silence', 'plain', { type: 'END_BELL', pauseId }),
		...(unled ? [action('lead', 'Lead this pause', waits ? 'plain' : 'main', { type: 'DELEGATE', pauseId, to: view.you.seat })] : []),
		takeHosting(unled || mine ? 'plain' : 'main'),
		...peers,
		// Whom a pause is for is not asked to help in it; those who hold the circle have it in their panel.
		...((unled || youAreInCare) && view.facilitation
			? []
			: [action('ask-to-join', 'Offer your help', 'plain', { type: 'ASK_TO_JOIN', pauseId })])
	];
}

/** Who called from this pair, as far as whoever helps there knows. */
export const callerIn = ({ pair, facilitation }: View): Seat | null =>
	facilitation?.signals.find(({ seat }) => pair?.seats.includes(seat))?.seat ?? null;

/** Beside the word itself, which the steps give: a moment of quiet, or for a helper being alone with who called, and the way out. */
function inPair(view: View, { room, helper, alone }: NonNullable<View['pair']>): Action[] {
	if (helper === view.you.seat) {
		const caller = callerIn(view);
		return [
			...(caller === null ? [] : [action('pair-apart', `Be alone with ${nameOf(view, caller)}`, 'main', { type: 'PAIR_APART', room })]),
			action('leave-pair', alone === null ? 'Leave them to it' : 'Let the pair go on', 'plain', { type: 'LEAVE_PAIR', room })
		];
	}
	return [
		action('need-moment', 'I need two minutes', 'quiet', { type: 'NEED_MOMENT', room }),
		action('ready-again', 'Ready again', 'plain', { type: 'READY_AGAIN', room }),
		...bells(view)
	];
}

function offered(turnId: string, writes: boolean): Action[] {
	return [
		action('receive', 'Receive the piece', 'main', { type: 'ACCEPT', turnId, typing: writes }),
		action('pass', 'Pass', 'plain', { type: 'PASS', turnId }),
		action('later', 'Come back to me', 'quiet', { type: 'DEFER', turnId }),
		action('moment', 'A moment', 'quiet', { type: 'MOMENT', turnId }),
		action('listening', 'Only listening tonight', 'text', { type: 'LISTEN_TONIGHT', on: true })
	];
}

function ownTurn(view: View, turnId: string, writes: boolean, now: Instant): Action[] {
	const { piece, phase } = view;
	// A bell that was asked for waits until the share is over, its end included.
	const noBell = view.bellAsked === null ? [] : [action('no-bell', 'Not now', 'quiet', { type: 'DECLINE_BELL', turnId })];
	if (piece.state === 'settling')
		return [...(now < (piece.notYetUntil ?? 0) ? [action('not-yet', 'Not yet', 'plain', { type: 'NOT_YET', turnId })] : []), ...noBell];
	if (piece.state === 'responding')
		return [action('end-response', 'Thank you, that is enough', 'plain', { type: 'END_RESPONSE', turnId }), ...noBell];
	const actions = [action('finish', "That's all for now", 'main', { type: 'FINISH', turnId }), ...noBell];
	if (piece.state === 'silent') actions.push(action('speak', 'Speak again', 'plain', { type: 'SPEAK', turnId }));
	else actions.push(action('silence', 'Hold silence', 'plain', { type: 'HOLD_SILENCE', turnId }));
	if ((phase?.wishes.length ?? 0) > 1) actions.push(action('wish', 'How to listen to me', 'quiet', 'wish'));
	return [...actions, ...pen(view, turnId, writes)];
}

/** Whoever has the word may write instead of speaking; who has no microphone is not asked to speak. */
function pen({ piece }: View, turnId: string, writes: boolean): Action[] {
	if (!piece.typing) return [action('write', 'Write instead', 'text', { type: 'TYPING', turnId, on: true })];
	return writes ? [] : [action('voice', 'Speak instead', 'text', { type: 'TYPING', turnId, on: false })];
}

/** The course of the gathering, for whoever holds it: shown where everybody else waits. */
function course(view: View): Action[] {
	const { phase, piece } = view;
	if (!phase) return [action('begin', 'Begin the circle', 'main', { type: 'BEGIN' })];
	if (phase.mode === 'piece' && piece.state !== 'complete') return [];
	if (view.pair === null && view.pairs && !['mixing', 'returning'].includes(view.pairs.step)) {
		return [action('next-phase', 'Call everyone back', 'plain', { type: 'NEXT_PHASE', phaseId: phase.id })];
	}
	const next = view.phases[phase.index + 1];
	return next
		? [action('next-phase', `Go on to: ${next.title}`, 'main', { type: 'NEXT_PHASE', phaseId: phase.id })]
		: [action('end', 'End the gathering', 'main', 'end')];
}

/** Where everybody may speak, a hand asks without a word. */
function hand({ phase, hands, you }: View): Action[] {
	if (phase?.mode !== 'open') return [];
	const up = !hands.includes(you.seat);
	return [action('hand', up ? 'Raise a hand' : 'Lower your hand', 'plain', { type: 'HAND', up })];
}

function beside(view: View, turnId: string | null, writes: boolean): Action[] {
	const { piece, phase, you } = view;
	const actions: Action[] = [...hand(view), takeHosting('main')];
	if (phase?.order === 'centre') actions.push(action('take', 'Take the piece', 'main', { type: 'TAKE', phaseId: phase.id }));
	if (turnId && piece.responder === you.seat) {
		actions.push(action('end-response', "That's all", 'main', { type: 'END_RESPONSE', turnId }), ...pen(view, turnId, writes));
	}
	if (turnId && !piece.offers.includes(you.seat)) {
		actions.push(action('respond', 'Offer a response', 'plain', { type: 'OFFER_RESPONSE', turnId }));
	}
	if (view.phases.some((one) => one.kind === 'dyads' && one.state !== 'done') && !view.pairs)
		actions.push(action('pairs', 'Pairs tonight', 'quiet', 'pairs'));
	if (you.listening) actions.push(action('take-part', 'Take part again', 'plain', { type: 'LISTEN_TONIGHT', on: false }));
	return [...actions, ...ofPause(view), ...bells(view)];
}

/** In aftercare it is asked of itself. */
function ofPause({ phase }: View): Action[] {
	return phase?.kind === 'aftercare' ? [] : [action('of-pause', 'Was that pause all right?', 'text', 'ofPause')];
}

/** The guardian's bell. Nobody is rung over but for safety. */
function bells(view: View): Action[] {
	if (view.facilitation) return [];
	const later = view.bellAsked === null ? [action('bell', 'Ring the bell', 'quiet', { type: 'BELL', ms: bellMs, safety: false })] : [];
	return shareIsOn(view)
		? [...later, action('bell-safety', 'Ring at once, for safety', 'quiet', { type: 'BELL', ms: bellMs, safety: true })]
		: later;
}
