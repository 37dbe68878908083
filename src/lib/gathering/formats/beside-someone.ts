// Beside someone: for family and friends. The absent person's story is theirs and is not told.

import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const besideSomeone = format({
	id: 'beside-someone',
	version: 1,
	title: 'Beside someone',
	about: 'For family and friends of somebody who lives with a hard experience. It is about you; the story of the other stays with them.',
	origin: 'Learned from mutual-help groups for families.',
	unreviewed: true,
	minSeats: 3,
	maxSeats: 8,
	minutes: 60,
	credentialed: 1,
	spareShare: 5,
	agreements: [...baseAgreements, 'The story of the person I am near is theirs. I speak about what it is like for me.'],
	doorsCloseAfter: 'opening',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 8,
			prompt: 'Tonight is about you.',
			gentler: 'The one you are near to need not be explained.',
			notes: 'Say where help answers when one is worried about somebody: it is on the page about help. One way of arriving, eyes open.'
		},
		{
			id: 'round-1',
			kind: 'round',
			title: 'Being near',
			share: 62,
			prompt: 'What is it like to be near it?',
			gentler: 'What was this week like for you?',
			responses: 'wish',
			responders: 1,
			notes: 'When somebody tells the other’s story, ask kindly: and how was that for you?'
		},
		{
			id: 'round-2',
			kind: 'integration',
			title: 'What you need',
			start: 'afterLastHeard',
			share: 15,
			prompt: 'What do you need?',
			gentler: 'Something small, for this week.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 10,
			prompt: 'One word.',
			gentler: 'Quietly, to yourself: who is there for you?',
			responses: 'none',
			protected: true,
			notes: 'Thank everybody. End on the minute.'
		}
	]
});
