// Parts, side by side: getting to know what protects us, two and two, with four sentences and no others.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const partsSideBySide = format({
	id: 'parts-side-by-side',
	version: 1,
	title: 'Parts, side by side',
	about:
		'Two and two we keep company with what protects us. Nobody goes looking for a wound, and whoever speaks may change or end anything at once.',
	origin: 'Learned from work with inner parts and from listening partnerships, without their methods; put in our own plain words.',
	unreviewed: true,
	minSeats: 4,
	maxSeats: 8,
	minutes: 75,
	credentialed: 2,
	wantsBefore: ['first-evening', 'listening-in-pairs'],
	spareShare: 0,
	agreements: [
		...baseAgreements,
		'I speak for a part of me, not as it. I may stop at any moment without a reason.',
		'As a companion I say the four sentences on my screen and no others.'
	],
	doorsCloseAfter: 'check-in',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 10,
			prompt: 'We get to know what protects us. We don’t go looking for the wound.',
			gentler: 'If something very young or very frightened comes, we thank it, and bring it to someone trained.',
			notes:
				'Show the four sentences with the other facilitator for two minutes. Speak for a part, not as it. Two answers of “no” to “is it all right to go on” end it: then both look round the room. “I need support” works in the pairs, and one of you comes.'
		},
		{
			id: 'settling',
			kind: 'pause',
			title: 'Settling',
			mode: 'silence',
			share: 6,
			prompt: 'Look round your room, or feel the chair, or follow your breath. Or none of it.',
			gentler: 'Eyes open is fine.'
		},
		{
			id: 'check-in',
			kind: 'checkIn',
			title: 'Check-in',
			share: 10,
			prompt: 'A part of me that came along tonight…',
			gentler: 'A weather word.',
			settleMs: seconds(2)
		},
		{
			id: 'pairs',
			kind: 'dyads',
			title: 'Pairs',
			mode: 'dyads',
			share: 48,
			pairSteps: [3, 12, 3, 12, 3, 3],
			listenerSpeaks: true,
			prompt: 'Which part would like company?',
			gentler: 'Sitting beside it without words is company too.',
			sentences: [
				'Which part would like company?',
				'How do you feel towards it?',
				'What would it like you to know?',
				'Is it all right to go on, or to rest?'
			],
			notes: 'One of you stays in the circle and watches for calls; the other is free to go into a pair that asks.'
		},
		{
			id: 'circle',
			kind: 'integration',
			title: 'Circle',
			share: 14,
			prompt: 'What did a part of me appreciate?',
			gentler: 'Nothing of your partner’s.',
			settleMs: seconds(2)
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 12,
			prompt: 'What helps this part tonight?',
			gentler: 'Quietly, to yourself: who is with you later?',
			responses: 'none',
			protected: true,
			notes: 'Thank everybody. Stay ten minutes longer, both of you. End on the minute.'
		}
	]
});
