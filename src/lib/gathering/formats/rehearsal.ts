// Rehearsal: a whole gathering in a few minutes, for trying it alone with simulated people.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const rehearsal = format({
	id: 'rehearsal',
	version: 1,
	title: 'Rehearsal',
	about: 'A whole gathering in under five minutes, with simulated people, to see how it feels.',
	origin: 'Made for trying Evenround alone.',
	unreviewed: true,
	minSeats: 2,
	maxSeats: 6,
	minutes: 10,
	credentialed: 1,
	spareShare: 0,
	agreements: baseAgreements,
	doorsCloseAfter: 'check-in',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 10,
			prompt: 'Welcome. Here is how this goes.',
			notes: 'Say a word of welcome, then move on to the check-in.'
		},
		{
			id: 'check-in',
			kind: 'checkIn',
			title: 'Check-in',
			share: 15,
			prompt: 'A weather word for how you arrive.',
			gentler: 'Or whatever is here.',
			settleMs: seconds(1)
		},
		{
			id: 'round-1',
			kind: 'round',
			title: 'First round',
			share: 20,
			prompt: 'What is still with you, and how does it show up in ordinary days?',
			gentler: 'What has been easier or harder lately?',
			responses: 'wish',
			responders: 1,
			settleMs: seconds(1)
		},
		{
			id: 'round-2',
			kind: 'round',
			title: 'Second round',
			start: 'afterLastHeard',
			share: 20,
			prompt: 'Who or what helps, on an ordinary day?',
			gentler: 'Or whatever is here.',
			settleMs: seconds(1)
		},
		{
			id: 'integration',
			kind: 'integration',
			title: 'Integration sharing',
			start: 'afterLastHeard',
			share: 20,
			prompt: 'Is there a next step, small enough for this week?',
			gentler: '“Not yet” is an answer.',
			settleMs: seconds(1)
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 15,
			prompt: 'One word you leave with.',
			responses: 'none',
			protected: true,
			settleMs: seconds(1)
		}
	]
});
