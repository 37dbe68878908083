// The screens outside the ring, each in its own words, and what to do there. Pure.

import { minutes } from '$lib/gathering/limits';
import type { Ms } from '$lib/gathering/types';
import type { Screen } from '../state/screens';

export interface Words {
	title: string;
	text: string;
}

/** What the words depend on. */
export interface Door {
	/** A facilitator sent this person back to the door. */
	sentBack: boolean;
	/** How long this page has stood at the door. */
	waitedMs: Ms;
	/** The login that opened this page was ended. */
	signedOut: boolean;
}

/** At the door, waiting is called long after this. */
export const longWaitMs: Ms = minutes(4);

type Other = Exclude<Screen, 'circle' | 'ended' | 'arriving'>;

const words: Record<Other, Words> = {
	early: { title: 'The doors are not open yet.', text: 'They open fifteen minutes before the beginning. Your seat is kept.' },
	waiting: {
		title: 'You are at the door.',
		text: 'Those who hold the circle see that you are here, and let you in between two shares. You can stay on this page; it changes by itself.'
	},
	denied: {
		title: 'Not this evening.',
		text: 'Those who hold the circle did not let you in tonight. It says nothing about another evening. If you do not understand why, ask whoever invited you; and you can tell somebody who is not part of this circle.'
	},
	closed: {
		title: 'The doors are closed.',
		text: 'This circle has begun and keeps its doors closed, so that those who speak know who listens.'
	},
	elsewhere: {
		title: 'You are here on another device.',
		text: 'Your seat is in use there. You can move it to this one; the other then lets go.'
	},
	left: { title: 'You have left the circle.', text: 'Nobody was told why. Take your time.' },
	removed: {
		title: 'Your place in this circle is closed.',
		text: 'Those who hold it decided that you cannot be in this gathering. If this was wrong, say so: somebody who does not hold this circle reads it. And if you are not well now, please do not stay alone with it.'
	},
	cancelled: { title: 'This gathering does not take place.', text: 'It was called off. Nothing is asked of you.' },
	abandoned: {
		title: 'The circle has dissolved.',
		text: 'Fewer than two people were left for a while, so the room was closed. Nothing was lost, and nobody did anything wrong.'
	},
	unknown: {
		title: 'You have no seat in this gathering.',
		text: 'The invitation may have been given back, or this browser does not know you any more.'
	}
};

const sentBack: Words = {
	title: 'You were asked to wait at the door for a while.',
	text: 'You do not hear the circle here, and it does not hear you. Those who hold it can let you in again, and this page then changes by itself. If you need support, the button below works as it does inside.'
};
const long: Words = {
	title: 'You have waited for a while.',
	text: 'Those who hold the circle still see that you are here, but they cannot always turn to the door. You can stay, or go and come back later: your seat is kept. If you cannot wait, the button for support works here, too.'
};
const longBack: Words = {
	title: 'You are still asked to wait.',
	text: 'Nobody has let you in again so far, and it may stay so tonight. You can go now; nothing more is asked of you. If this was wrong, you can say so to somebody who does not hold this circle. If you need support, the button below works.'
};

const signedOut: Words = {
	title: 'This page is not signed in any more.',
	text: 'The login it was opened with has ended: by signing out, or by a new password, here or on another device. Your seat is kept. Sign in again, and this page goes on by itself. A call for support gets through from here as it is.'
};

/** What a screen outside the ring says. */
export function wordsFor(screen: Other, door: Door): Words {
	if (screen === 'unknown' && door.signedOut) return signedOut;
	if (screen !== 'waiting') return words[screen];
	const late = door.waitedMs >= longWaitMs;
	if (door.sentBack) return late ? longBack : sentBack;
	return late ? long : words.waiting;
}

/** Where somebody was turned away, they may say that it was wrong: on the report's page, past those who hold the circle. */
export const mayContest = (screen: Screen, door: Door): boolean =>
	screen === 'removed' || screen === 'denied' || (screen === 'waiting' && door.sentBack);
