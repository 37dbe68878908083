// Everything that is one person's own just now, in one line: their call, their connection, their place. Pure.
// Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { View } from '$lib/gathering/viewed';
import type { Lost } from '../state/answer';
import type { Kept } from '../state/kept-call';
import { asksLeaving } from './leaving';
import { soIs } from './signal';
import { nameOf } from './names';

/** This page's line to the app. */
export interface Line {
	/** A first sign that it is broken. */
	broken: boolean;
	/** A press has had no answer for a while. */
	silent: boolean;
	/** Calls on their way out of this browser. */
	kept: Kept[];
}

export interface Mine {
	/** What the line is about; the first of these that is so. */
	kind: 'unsent' | 'refused' | 'going' | 'cut' | 'told' | 'asked' | 'calling' | 'with' | 'aside' | 'try' | 'line' | 'place';
	/** Changes when there is something new to read: what was folded or unfolded by hand then counts no more. */
	key: string;
	/** "" where a card of its own says it. */
	words: string;
	/** Unfolds by itself. */
	unfolds: boolean;
}

/** What a person's own line says; null for nothing of their own. */
export function mineOf(view: View | null, line: Line): Mine | null {
	return (
		leaving(line.kept) ?? (view && ((cutOff(line) && cut(view, line)) || (called(view) ?? (cutOff(line) ? broken(line) : placed(view)))))
	);
}

const cutOff = ({ broken, silent }: Line): boolean => broken || silent;

/** What is known of the line: that a press came to nothing so far, or that it is broken. */
const lineWords = ({ silent }: Line): string =>
	silent ? 'That has not got through yet. We keep trying.' : 'The line is broken. We are trying again.';

const broken = (line: Line): Mine => ({ kind: 'line', key: line.silent ? 'silent' : 'line', words: lineWords(line), unfolds: false });

/** A call on its way out of this browser. */
function leaving(all: Kept[]): Mine | null {
	const kept = all.find((one) => !one.back);
	if (!kept) return null;
	const { commandId, refused, why, through } = kept;
	const is = (kind: Mine['kind'], words: string): Mine => ({ kind, key: `${kind}:${commandId}`, words, unfolds: true });
	if (refused !== null) return is('refused', `Your call was not taken. ${refused}`);
	if (through !== null) return is('going', 'Your call is through.');
	return why === null ? is('going', 'Your call is going out…') : is('unsent', `Your call is not through yet: ${because[why]}.`);
}

const because: Record<Lost, string> = {
	line: 'the line is broken',
	silence: 'no answer comes back',
	foreign: 'something else on your network answers in its place',
	unsaved: 'the circle’s server cannot take it just now',
	media: 'the video server does not answer',
	login: 'this page is not signed in any more'
};

/** What an open call's owner last read may not be so any more. */
function cut({ signal }: View, line: Line): Mine | null {
	return signal && { kind: 'cut', key: `cut:${signal.id}`, words: `${lineWords(line)} Your call stays open.`, unfolds: true };
}

function called(view: View): Mine | null {
	const own = ownCalls(view);
	if (view.careInvite === null || own?.kind === 'told') return own;
	// The question has a card of its own; what else there is stays folded under it.
	return { kind: 'asked', key: `asked:${view.careInvite}`, words: own?.words ?? '', unfolds: false };
}

function ownCalls(view: View): Mine | null {
	const { signal, aside, tried } = view;
	const mine = signal && { key: `${signal.id}:${signal.with}:${signal.answer}:${signal.how}:${signal.before}`, words: soIs(view, signal) };
	if (mine && signal.with === null && (signal.unanswered || view.nobodyToAsk))
		return { kind: 'told', ...mine, key: `told:${mine.key}`, unfolds: true };
	// As people leave, the question how they are says what is so with their call, and stands above it.
	if (mine && signal.with === null) return { kind: 'calling', ...mine, unfolds: !asksLeaving(view) };
	if (mine) return { kind: 'with', ...mine, unfolds: false };
	if (aside) {
		const words = aside.lookedAfter
			? 'The safety contact has read it and looks after it.'
			: 'Your call went to the safety contact outside.';
		return { kind: 'aside', key: `aside:${aside.id}`, words, unfolds: true };
	}
	return tried && !tried.over ? { kind: 'try', key: 'try', words: 'A try. Nobody was called.', unfolds: true } : null;
}

function placed(view: View): Mine | null {
	const words = placeWords(view);
	return words === '' ? null : { kind: 'place', key: `place:${words}`, words, unfolds: false };
}

/** Where this person is, when that is not simply in the circle. */
function placeWords(view: View): string {
	const { you, piece, hold, pairs } = view;
	if (hold?.youAreInCare && you.standing === 'admitted') {
		const leads = hold.leader === null || hold.leader === you.seat ? '' : ` ${nameOf(view, hold.leader)} is leading it.`;
		return `The circle pauses for you.${leads}${hold.youMaySpeak ? ' You may speak, and everybody in the circle hears you.' : ''}`;
	}
	if (you.standing === 'resting') return 'You have stepped out. Your seat stays yours.';
	if (you.standing !== 'admitted') return '';
	if (piece.state === 'awaitingReturn' && piece.seat === you.seat) return 'The circle waits for you. Your turn is kept.';
	if (pairs?.waits) return 'Somebody of your pair is being looked after. You go back to them afterwards.';
	return you.listening ? 'You only listen tonight. The piece goes past you.' : '';
}
