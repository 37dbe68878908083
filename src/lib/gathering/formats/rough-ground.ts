// Rough ground: company for what stayed after a hard experience. Its story can stay where it is.

import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const roughGround = format({
	id: 'rough-ground',
	version: 1,
	title: 'Rough ground',
	about:
		'For fear, unreality, sleepless nights, loss of meaning or loneliness that stayed after a hard experience. A small circle with two people who hold it.',
	origin: 'Learned from peer support after difficult experiences; put in our own plain words.',
	unreviewed: true,
	minSeats: 3,
	maxSeats: 6,
	minutes: 75,
	credentialed: 2,
	wantsBefore: ['first-evening'],
	spareShare: 0,
	agreements: [...baseAgreements, 'Nobody here explains what it meant, says that it had to happen, or that more of it would help.'],
	doorsCloseAfter: 'check-in',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 10,
			prompt: 'You are not the only one. Nothing has to be told tonight.',
			gentler: 'Where else help answers is one press away, all evening.',
			notes:
				'You spoke with each person before: whether tonight is a good night for it, and who is near them. Show where the page about help is. One way of arriving, eyes open. Nobody interprets; you neither.'
		},
		{
			id: 'check-in',
			kind: 'checkIn',
			title: 'Check-in',
			share: 14,
			prompt: 'How is it today, “awful” included?',
			gentler: 'A number from one to ten will do.',
			notes: 'If somebody is in it right now, offer the care room; the other one of you stays.'
		},
		{
			id: 'round-1',
			kind: 'round',
			title: 'These days',
			share: 36,
			prompt: 'What are these days like? The story of that night can stay where it is.',
			gentler: 'What is one ordinary hour like?',
			responses: 'wish',
			wishes: ['listen', 'alike'],
			responders: 2,
			notes: 'The only response is “that happens to me too”, in one sentence. Stop what goes beyond it, kindly.'
		},
		{
			id: 'steadying',
			kind: 'pause',
			title: 'Steadying',
			mode: 'silence',
			share: 6,
			prompt: 'Stand up, stretch, look out of the window, drink something. Or nothing of it.',
			gentler: 'Name three colours near you.'
		},
		{
			id: 'round-2',
			kind: 'integration',
			title: 'What helped',
			start: 'afterLastHeard',
			share: 18,
			prompt: 'What has helped, even a little or for an hour? Who else knows?',
			gentler: '“Nothing yet” is an answer.',
			responses: 'wish',
			wishes: ['listen', 'alike'],
			responders: 1
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 16,
			prompt: 'What is your evening going to be?',
			gentler: 'One thing for the next hour.',
			responses: 'none',
			protected: true,
			notes: 'Whoever has nobody tonight: stay with them afterwards, and look together at who could be asked. End on the minute.'
		}
	]
});
