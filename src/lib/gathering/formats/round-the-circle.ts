// Round the circle: two rounds for people with an experience to live with.

import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const roundTheCircle = format({
	id: 'round-the-circle',
	version: 1,
	title: 'Round the circle',
	about:
		'For people with an experience to live with, old or new, lovely, flat or hard. Two rounds of the piece, a shared silence between them.',
	origin: 'Learned from talking-piece councils and peer integration groups, put in our own plain words.',
	unreviewed: true,
	minSeats: 5,
	maxSeats: 9,
	minutes: 90,
	credentialed: 1,
	spareShare: 5,
	agreements: baseAgreements,
	doorsCloseAfter: 'check-in',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 8,
			prompt: 'Settle in. Your facilitator says how this evening goes.',
			notes:
				'Who you are and what you are trained in; how long we sit; what the piece does; three ways to step back: pass, later, step out; where “I need support” is and what happens within a minute of pressing it. Read the agreements in turns. Then one way of arriving, always a choice, eyes open is fine. End with a minute of silence.'
		},
		{
			id: 'check-in',
			kind: 'checkIn',
			title: 'Check-in',
			share: 12,
			prompt: 'Your name for tonight, and a line about how you are arriving.',
			gentler: 'A weather word.'
		},
		{
			id: 'round-1',
			kind: 'round',
			title: 'First round',
			share: 38,
			prompt: 'What from your experience is still with you, and how does it show up in ordinary days?',
			gentler: 'What has been easier or harder lately?',
			responses: 'wish',
			responders: 2
		},
		{
			id: 'pause',
			kind: 'pause',
			title: 'Pause',
			mode: 'silence',
			share: 3,
			prompt: 'Nothing to do.'
		},
		{
			id: 'round-2',
			kind: 'integration',
			title: 'Integration sharing',
			start: 'afterLastHeard',
			share: 22,
			prompt: 'Is there a next step, small enough for this week?',
			gentler: '“Not yet” is an answer.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 12,
			prompt: 'One line you leave with.',
			gentler: 'Quietly, to yourself: who is with you later, or what will you do in the next hour?',
			responses: 'none',
			protected: true,
			notes: 'Thank everybody. End on the minute.'
		}
	]
});
