// What a pair reads in each step. Pure. Wording: not yet reviewed by people with clinical and lived experience.

import type { View } from '$lib/gathering/viewed';
import type { Instant, PairStep, Seat } from '$lib/gathering/types';
import { namesOf, nameOf } from './names';

/** A quiet word comes this long before a step ends, and again this long. */
export const warningsMs = [60_000, 10_000];

export interface StepWords {
	/** Who has the word. */
	prompt: string;
	/** What the time is for. */
	line: string;
}

const shared: Record<Exclude<PairStep, 'a' | 'b'>, StepWords> = {
	agreeing: {
		prompt: 'Agree how you listen',
		line: 'Quiet company, or your words said back? Shall I tell you when two minutes are left? Is there something I should not do?'
	},
	back: { prompt: 'Come back for a moment', line: 'Name three colours near you. Stretch, or look out of the window. Then change over.' },
	backAgain: { prompt: 'Come back for a moment', line: 'Name three colours near you. Stretch, or look out of the window.' },
	thanks: { prompt: 'Thank each other', line: 'What was said stays here. In a moment everyone is back in the circle.' },
	returning: { prompt: 'Back to the circle', line: '' }
};

/** The others in the room, in their order. */
export const othersOf = (view: View): Seat[] =>
	view.pair
		? [
				...(view.pair.alone === null ? view.pair.seats : [view.pair.alone]),
				...(view.pair.helper === null ? [] : [view.pair.helper])
			].filter((seat) => seat !== view.you.seat)
		: [];

/** What is asked of this person in the step that is on. */
export function stepWords(view: View): StepWords {
	const pair = view.pair!;
	if (pair.alone !== null) return apart(view, pair.alone);
	if (pair.moment) {
		const own = pair.moment.seat === view.you.seat;
		return {
			prompt: own ? 'A moment for you' : `A moment for ${nameOf(view, pair.moment.seat)}`,
			line: own
				? 'Nobody has to say anything now. When you are ready, say so; after two minutes it goes on by itself.'
				: 'Nobody has to say anything now. You need not do anything either.'
		};
	}
	if (pair.step !== 'a' && pair.step !== 'b') return shared[pair.step];
	if (pair.helper === view.you.seat)
		return { prompt: `${nameOf(view, pair.speaker)} has the word`, line: 'You were asked in. Both of them see you.' };
	if (pair.speaker === view.you.seat)
		return {
			prompt: 'This time is yours',
			line: `${view.phase?.prompt ?? ''} Silence is a good use of it, and if you stop early it stays yours.`.trim()
		};
	const third = pair.seats.indexOf(view.you.seat) === 2;
	if (!third && sentencesOf(view).length > 0)
		return {
			prompt: `${nameOf(view, pair.speaker)} has the word`,
			line: 'These are yours to say, when there is room, and no others. Two answers of “no” to the last one: then both of you look round the room.'
		};
	return {
		prompt: `${nameOf(view, pair.speaker)} has the word`,
		line: third ? 'You are the silent witness: with them, and quiet.' : 'Listen as you agreed. No advice, and nothing to fix.'
	};
}

/** [D9] One of the pair is looked after; the others are in the circle. */
function apart(view: View, alone: Seat): StepWords {
	const { seats, helper } = view.pair!;
	const others = namesOf(
		view,
		seats.filter((seat) => seat !== alone)
	);
	const wait = `${others} ${seats.length > 2 ? 'wait' : 'waits'} in the circle. The pair's time stands still, and goes on afterwards.`;
	if (helper === view.you.seat) return { prompt: `You are with ${nameOf(view, alone)}`, line: wait };
	return { prompt: `${nameOf(view, helper)} is with you`, line: `${wait} There is no hurry.` };
}

/**
 * What comes of being alone with whoever called, for the helper before they press.
 * @param opens their microphone is closed and they have one: the press opens it
 */
export function apartWords(view: View, caller: Seat | null, opens: boolean): string {
	if (view.pair?.helper !== view.you.seat || view.pair.alone !== null || caller === null) return '';
	const others = namesOf(
		view,
		view.pair.seats.filter((seat) => seat !== caller)
	);
	const wait = `If you are alone with ${nameOf(view, caller)}, ${others} ${view.pair.seats.length > 2 ? 'wait' : 'waits'} in the circle, and the pair's time stands still.`;
	return opens ? `${wait} Your microphone opens then.` : wait;
}

type PairHeld = NonNullable<View['facilitation']>['pairs'][number];

/** Who is with a pair to help, or alone with one of them, as those who hold the circle read it; "" for nobody. */
export function helped(view: View, { helper, apart, seats }: PairHeld): string {
	if (helper === null) return '';
	const is = `${nameOf(view, helper)} ${helper === view.you.seat ? 'are' : 'is'}`;
	if (apart === null) return `${is} with them.`;
	const others = namesOf(
		view,
		seats.filter((seat) => seat !== apart)
	);
	return `${is} alone with ${nameOf(view, apart)}. ${others} ${seats.length > 2 ? 'wait' : 'waits'} in the circle, and the pairs’ time stands still.`;
}

/** What the listener may say now, sentence by sentence; none where the two agreed for themselves. */
export function sentencesOf(view: View): string[] {
	const { pair } = view;
	const listens =
		pair &&
		pair.alone === null &&
		!pair.moment &&
		pair.speaker !== null &&
		pair.seats.slice(0, 2).includes(view.you.seat) &&
		pair.speaker !== view.you.seat;
	return listens ? (view.phase?.sentences ?? []) : [];
}

/** How the time is told: as words, never a countdown. */
export function stepTime(endsAt: Instant | null, now: Instant): string {
	if (endsAt === null) return '';
	const left = endsAt - now;
	if (left > 90_000) return `about ${Math.round(left / 60_000)} minutes`;
	return left > 15_000 ? 'about a minute' : 'a few breaths';
}

/** Whether a warning lies between these two instants of the same step. */
export const warned = (endsAt: Instant | null, before: Instant, now: Instant): boolean =>
	endsAt !== null && warningsMs.some((ms) => before < endsAt - ms && now >= endsAt - ms);
