// The screens outside the ring, each in its own words. Pure.

import type { Screen } from './screens';

export interface Words {
	title: string;
	text: string;
}

export const outside: Record<Exclude<Screen, 'circle' | 'ended' | 'arriving'>, Words> = {
	early: { title: 'The doors are not open yet.', text: 'They open fifteen minutes before the beginning. Your seat is kept.' },
	waiting: {
		title: 'You are at the door.',
		text: 'Those who hold the circle see that you are here, and let you in between two shares. You can stay on this page; it changes by itself.'
	},
	denied: { title: 'Not this evening.', text: 'Those who hold the circle did not let you in tonight. It says nothing about another evening. You may ask whoever invited you.' },
	closed: { title: 'The doors are closed.', text: 'This circle has begun and keeps its doors closed, so that those who speak know who listens.' },
	elsewhere: { title: 'You are here on another device.', text: 'Your seat is in use there. You can move it to this one; the other then lets go.' },
	left: { title: 'You have left the circle.', text: 'Nobody was told why. Take your time.' },
	removed: {
		title: 'Your place in this circle is closed.',
		text: 'Those who hold it decided that you cannot be in this gathering. If you think this was wrong, you can say so to the people who run this place. And if you are not well now, please do not stay alone with it.'
	},
	cancelled: { title: 'This gathering does not take place.', text: 'It was called off. Nothing is asked of you.' },
	abandoned: { title: 'The circle has dissolved.', text: 'Fewer than two people were left for a while, so the room was closed. Nothing was lost, and nobody did anything wrong.' },
	unknown: { title: 'You have no seat in this gathering.', text: 'The invitation may have been given back, or this browser does not know you any more.' }
};
