// What the circle says of itself, in plain sentences. Pure: a view in, words out.

import type { TimeLeft, View } from '$lib/gathering/viewed';
import type { Instant, Ms, Wish } from '$lib/gathering/types';
import { limits } from '$lib/gathering/limits';
import { heldWords } from './held-words';
import { nameOf } from './names';
import type { OwnVoice } from './note';

/** As the speaker reads them. */
export const wishes: Record<Wish, string> = {
	listen: 'Just listen',
	mirror: 'Say my words back',
	stirred: 'What it stirred in you',
	ask: 'Ask me something open',
	alike: '“That happens to me too”, in one sentence'
};

/** The time a turn has used until now, of its budget. Null while no turn has a clock. */
export function turnTime(view: View, now: Instant): { used: Ms; budget: Ms } | null {
	const { budgetMs, usedMs, running } = view.piece;
	if (budgetMs === null || usedMs === null) return null;
	return { budget: budgetMs, used: usedMs + (running ? Math.max(0, now - view.now) : 0) };
}

/** How the time left is told: never as a number. A short turn has no "about a minute". */
export function timeLeft(used: Ms, budget: Ms): TimeLeft {
	const left = budget - used;
	if (left <= 0) return 'ending';
	return left <= limits.minuteLeftMs && budget >= 2 * limits.minuteLeftMs ? 'minute' : 'plenty';
}

/** @param holder whether the reader is the one who speaks: only they are told that time ends */
export function timeWords(left: TimeLeft, holder: boolean): string {
	if (!holder || left === 'plenty') return 'there is time';
	return left === 'minute' ? 'about a minute' : 'please find your ending';
}

export interface Middle {
	above: string;
	/** In the serif; the largest words on the screen. */
	prompt: string;
	below: string;
}

/**
 * The middle of the ring: who speaks, the question, and one quiet line.
 * @param voice what one's own microphone does; null where that is not known, and then nothing is said of it
 */
export function middleOf(view: View, voice: OwnVoice | null = null): Middle {
	const { phase, hold, piece, you } = view;
	if (you.standing === 'resting') return steppedOut(view);
	if (hold) return heldWords(view, hold, voice);
	if (view.lifecycle === 'lobby' || view.lifecycle === 'scheduled') {
		return words(
			'You are welcome here',
			'Take your time to arrive.',
			view.may.includes('BEGIN') ? 'You begin, when everyone is here.' : 'Whoever holds the circle will begin.'
		);
	}
	if (!phase) return words('', view.title, '');
	if (phase.mode === 'silence') return words('Silence', phase.prompt || 'Nothing to do.', 'The bell will tell when it ends.');
	if (phase.mode === 'broadcast') {
		const speaks = view.hostedBy === null ? 'Someone' : nameOf(view, view.hostedBy);
		return words(speaks === 'You' ? 'You are opening the circle' : `${speaks} is speaking`, phase.prompt || phase.title, '');
	}
	if (phase.mode === 'dyads') return view.pairs?.waits ? pairWaits : words(pairsLine(view), 'Whoever stayed here may speak.', '');
	if (phase.kind === 'aftercare')
		return words(
			'The circle has closed',
			phase.prompt || 'Stay a little, if you like.',
			'Everyone may speak, and nobody has to. You may leave whenever you wish.'
		);
	if (phase.mode === 'open') return words('Everyone may speak', phase.prompt || phase.title, '');
	const { above, below } = pieceWords(view, piece.seat === you.seat, voice);
	return { above, prompt: phase.prompt || phase.title, below };
}

/** For who stays in the circle while the others are in pairs. */
function pairsLine(view: View): string {
	if (view.pairs?.step === 'mixing') return 'Pairs are being found';
	return view.pairs?.step === 'returning' ? 'Everyone is coming back' : 'The others are in pairs';
}

const words = (above: string, prompt: string, below: string): Middle => ({ above, prompt, below });

/** [D9] For whoever is back in the circle while somebody of their pair is looked after. */
const pairWaits = words(
	'Somebody from your pair is being looked after',
	'You are in the circle meanwhile.',
	'Your pair goes on afterwards; its time stands still.'
);

function steppedOut({ hold, you }: View): Middle {
	const leads = hold?.leader === you.seat;
	return words(
		'You have stepped out',
		'Take the time you need.',
		`You neither hear the circle nor are seen. Your seat stays yours.${leads ? ' You lead the pause still; the way back is below.' : ''}`
	);
}

function pieceWords(view: View, mine: boolean, voice: OwnVoice | null): { above: string; below: string } {
	const { piece } = view;
	const name = nameOf(view, piece.seat);
	const gentler = orElse(view.phase?.gentler ?? '');
	switch (piece.state) {
		case 'offered':
			return mine
				? { above: 'The piece is offered to you', below: 'No hurry. If you stay quiet, we come back to you.' }
				: { above: `The piece is offered to ${name}`, below: '' };
		case 'held':
			if (mine)
				return {
					above: `You have the piece.${piece.typing ? ' Everyone reads you.' : voice === 'open' ? ' Everyone hears you.' : ''}`,
					below: gentler
				};
			// In the care room one does not know who is heard at the circle.
			if (!piece.typing && piece.seat !== null && view.you.standing === 'admitted' && !view.audible.includes(piece.seat))
				return { above: `${name} has the piece`, below: gentler };
			return { above: `${name} is ${piece.typing ? 'writing' : 'speaking'}`, below: gentler };
		case 'silent':
			return mine
				? { above: 'You hold a silence', below: 'The piece stays with you.' }
				: { above: `${name} holds a silence`, below: 'We hold it together.' };
		case 'awaitingReturn':
			return { above: `We are waiting for ${name}`, below: 'Their connection broke. Their time is kept.' };
		case 'settling':
			return { above: mine ? 'Thank you.' : `Thank you, ${name}.`, below: 'A moment for what was said.' };
		case 'responding':
			return responding(view, mine, name);
		case 'complete':
			return { above: 'Everyone who wished to was heard', below: '' };
		case 'resting':
			if (view.phase?.order !== 'centre') return { above: 'The piece is resting', below: '' };
			return {
				above: view.phase.prompt.includes('middle') ? '' : 'The piece is in the middle',
				below: piece.again ? 'Anyone who has not yet?' : 'Whoever is moved may take it.'
			};
		default:
			return { above: '', below: '' };
	}
}

/** The gentler question, as a quiet second one. */
function orElse(gentler: string): string {
	const words = gentler.replace(/\.$/, '');
	if (words === '') return 'or whatever is here';
	return /^or /i.test(words) ? words[0]!.toLowerCase() + words.slice(1) : `or: ${words}`;
}

function responding(view: View, mine: boolean, name: string): { above: string; below: string } {
	const { piece } = view;
	const asked = piece.wish && piece.wish !== 'listen' ? wishes[piece.wish] : '';
	if (piece.responder === null) {
		const whose = mine ? 'You asked' : `${name} asked`;
		return { above: asked ? `${whose}: “${asked}”` : `With ${mine ? 'you' : name}`, below: 'Whoever would like to may offer a response.' };
	}
	const responder = nameOf(view, piece.responder);
	return {
		above: responder === 'You' ? `You respond to ${name}` : `${responder} responds to ${mine ? 'you' : name}`,
		below: asked ? `“${asked}”` : ''
	};
}
