// Listening in pairs: equal time to speak and to listen, two and two, and a round of the circle afterwards.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const listeningInPairs = format({
	id: 'listening-in-pairs',
	version: 1,
	title: 'Listening in pairs',
	about:
		'Two and two, each has the same time to speak and to listen, in a room of their own. Before and after it the whole circle is together.',
	origin: 'Learned from listening partnerships and co-counselling, without their methods; put in our own plain words.',
	unreviewed: true,
	minSeats: 4,
	maxSeats: 10,
	minutes: 75,
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
			share: 6,
			prompt: 'Settle in. Tonight we listen, two and two.',
			notes:
				'Who you are, how long we sit, where “I need support” is: it works in the pairs too, and you come to them when somebody presses it.'
		},
		{
			id: 'check-in',
			kind: 'checkIn',
			title: 'Check-in',
			share: 12,
			prompt: 'What are you listening with tonight?',
			gentler: 'Tired, curious, distracted: one word is plenty.',
			settleMs: seconds(2)
		},
		{
			id: 'how',
			kind: 'opening',
			title: 'How pairs work',
			mode: 'broadcast',
			share: 8,
			prompt: 'Agree how you listen, then each has the same time. Who speaks may stop early; the time stays theirs.',
			notes:
				'Show it for two minutes with somebody who volunteers. Say: “I need two minutes” stops the talking for both; nobody has to explain. “Pairs tonight” is where one says what one wishes, or that one would rather stay here.'
		},
		{ id: 'pairs', kind: 'dyads', title: 'Pairs', mode: 'dyads', share: 46, prompt: 'What would like some attention right now?' },
		{
			id: 'circle',
			kind: 'integration',
			title: 'Circle',
			share: 16,
			prompt: 'What was it like to be listened to, and to listen?',
			gentler: 'Nothing of your partner’s.',
			settleMs: seconds(2)
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 12,
			prompt: 'One thing I could offer as a listener.',
			gentler: 'Quietly, to yourself: who is with you later tonight?',
			responses: 'none',
			protected: true,
			notes: 'Thank everybody. End on the minute.'
		}
	]
});
