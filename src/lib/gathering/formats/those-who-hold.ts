// Those who hold: facilitators among themselves. One tells, the others think aloud, and the telling returns.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const thoseWhoHold = format({
	id: 'those-who-hold',
	version: 1,
	title: 'Those who hold',
	about:
		'For facilitators only, with a convenor who changes from time to time. One of you tells what stayed with you; the others think aloud.',
	origin: 'Learned from peer supervision and reflecting teams; put in our own plain words.',
	unreviewed: true,
	minSeats: 4,
	maxSeats: 8,
	minutes: 90,
	credentialed: 1,
	spareShare: 0,
	agreements: [
		...baseAgreements,
		'Of anybody I speak about I leave out name, age, place and date.',
		'Harm done by a facilitator is not worked through here: it goes to the safety contact.'
	],
	doorsCloseAfter: 'check-in',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 5,
			prompt: 'We look at how we hold, so that we can hold well.',
			gentler: 'This is not for complaints: harm by a facilitator goes to the safety contact.',
			notes: 'Say the second line aloud. Ask who would like to convene next time.'
		},
		{
			id: 'check-in',
			kind: 'checkIn',
			title: 'Check-in',
			share: 12,
			prompt: 'What did holding cost you, what did it give?',
			gentler: 'One word for each.',
			settleMs: seconds(2)
		},
		{
			id: 'choosing',
			kind: 'integration',
			title: 'Choosing',
			mode: 'open',
			share: 5,
			prompt: 'Who has something that cannot wait?',
			gentler: 'A raised hand is enough.',
			notes: 'Urgent first; harm and crisis before craft. You agree on one person: they take the piece in the next part.'
		},
		{
			id: 'telling',
			kind: 'round',
			title: 'Telling',
			order: 'centre',
			roster: 'teller',
			share: 12,
			prompt: 'Whoever was chosen takes the piece, and tells.',
			gentler: 'No name, age, place or date of anyone.'
		},
		{
			id: 'questions',
			kind: 'round',
			title: 'Questions',
			order: 'centre',
			roster: 'others',
			tellerSpeaks: true,
			share: 12,
			prompt: 'What would help you to see it? Facts only.',
			gentler: '“I have no question” is fine.',
			responses: 'none',
			settleMs: seconds(0),
			notes: 'The one who told may answer at any time. A question that hides advice can wait.'
		},
		{
			id: 'thinking-aloud',
			kind: 'round',
			title: 'Thinking aloud',
			roster: 'others',
			share: 22,
			prompt: 'What might the person have needed? What was yours, what was theirs? Where was power?',
			gentler: 'What did you feel while you listened?',
			notes: 'Whoever told only listens now, with the camera on or off.'
		},
		{
			id: 'returning',
			kind: 'integration',
			title: 'Returning',
			roster: 'teller',
			share: 8,
			prompt: 'What do I take, what do I leave?',
			gentler: 'It may also stay open.'
		},
		{
			id: 'patterns',
			kind: 'integration',
			title: 'Patterns',
			share: 12,
			prompt: 'Where do we do this too? What should a format or an agreement change?',
			gentler: 'One line.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 12,
			prompt: 'What do I put down before I go home?',
			gentler: 'Quietly, to yourself: who is with you later tonight?',
			responses: 'none',
			protected: true,
			notes: 'End on the minute.'
		}
	]
});
