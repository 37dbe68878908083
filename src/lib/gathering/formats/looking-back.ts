// Looking back: a circle asks itself what it would keep and what it would do differently.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const lookingBack = format({
	id: 'looking-back',
	version: 1,
	title: 'Looking back',
	about: 'Half an hour for any circle: what to keep, what to change. What you agree on becomes the next version of your format.',
	origin: 'Learned from the retrospectives of teams and from decisions by consent.',
	unreviewed: true,
	minSeats: 2,
	maxSeats: 12,
	minutes: 30,
	credentialed: 0,
	spareShare: 0,
	agreements: [...baseAgreements, 'I speak about how we meet, not about who somebody is.'],
	doorsCloseAfter: 'opening',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 8,
			prompt: 'Tonight is about how we meet.',
			gentler: 'Nothing has to change.',
			notes: 'The circle’s page has a part “What this circle would do differently”: everybody may write a line there, without a name.'
		},
		{
			id: 'keep',
			kind: 'round',
			title: 'Keep',
			share: 30,
			prompt: 'What should stay as it is?',
			gentler: 'What were you glad of?',
			settleMs: seconds(2)
		},
		{
			id: 'change',
			kind: 'round',
			title: 'Change',
			start: 'afterLastHeard',
			share: 30,
			prompt: 'What should this circle do differently?',
			gentler: 'What would make it a little easier for you?',
			settleMs: seconds(2)
		},
		{
			id: 'choosing',
			kind: 'integration',
			title: 'Choosing',
			mode: 'open',
			share: 22,
			prompt: 'For each line: fine, can live with it, or cannot?',
			gentler: 'A “cannot” is respected, and needs no reason.',
			notes:
				'Read the lines from the circle’s page, one at a time. Hands go up for “cannot” only. Afterwards you put what was agreed into the next version, and everybody is asked once more on the page.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 10,
			prompt: 'One word.',
			gentler: 'A nod is one.',
			responses: 'none',
			settleMs: seconds(1),
			protected: true
		}
	]
});
