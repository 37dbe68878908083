// Quiet sitting: silence together, with one word before it and a line between.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const quietSitting = format({
	id: 'quiet-sitting',
	version: 1,
	title: 'Quiet sitting',
	about: 'Two silences and very few words. Cameras as each likes, eyes open welcome, moving allowed.',
	origin: 'Learned from silent meetings of several traditions, without their forms of words.',
	unreviewed: true,
	minSeats: 2,
	maxSeats: 12,
	minutes: 40,
	credentialed: 1,
	spareShare: 5,
	agreements: [...baseAgreements, 'Camera on or off, eyes open or closed, sitting or moving: each as it is good for them tonight.'],
	doorsCloseAfter: 'one-word',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 8,
			prompt: 'We sit together, and little needs to be said.',
			gentler: 'You can go and come back at any time.',
			notes:
				'Say: if the silence gets loud, look around, hold something cold, or come to me by “I need support”. Moving is allowed, eyes may be open. You keep yours open all evening, for signals.'
		},
		{
			id: 'one-word',
			kind: 'checkIn',
			title: 'One word',
			share: 10,
			prompt: 'One word.',
			gentler: 'Your name.',
			responses: 'none',
			settleMs: seconds(1)
		},
		{
			id: 'first-silence',
			kind: 'pause',
			title: 'Silence',
			mode: 'silence',
			share: 20,
			prompt: 'Nothing to do.',
			gentler: 'If it gets loud: look round your room, or feel what carries you.',
			notes: 'Eyes open, for signals.'
		},
		{
			id: 'what-is-here',
			kind: 'round',
			title: 'What is here',
			share: 17,
			prompt: 'What is here? One line, or a pass.',
			gentler: 'A colour, a weather word.',
			responses: 'none'
		},
		{
			id: 'second-silence',
			kind: 'pause',
			title: 'Silence',
			mode: 'silence',
			share: 25,
			prompt: 'Nothing to do.',
			gentler: 'If it gets loud: look round your room, or feel what carries you.',
			notes: 'Eyes open, for signals.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Goodnight',
			share: 15,
			prompt: 'Goodnight, in your own way.',
			gentler: 'Quietly, to yourself: what will you do in the next hour?',
			responses: 'none',
			settleMs: seconds(1),
			protected: true,
			notes: 'Thank everybody. End on the minute.'
		}
	]
});
