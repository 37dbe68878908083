// Before setting out: for people who are deciding, or have decided, also against it.

import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const beforeSettingOut = format({
	id: 'before-setting-out',
	version: 1,
	title: 'Before setting out',
	about: 'For people who have decided or are deciding, also those who decide against it. Waiting is as welcome as going.',
	origin: 'Learned from preparation circles of peers; put in our own plain words.',
	unreviewed: true,
	minSeats: 3,
	maxSeats: 8,
	minutes: 75,
	credentialed: 1,
	spareShare: 5,
	agreements: [...baseAgreements, 'Nobody is talked into going, and nobody out of it.'],
	doorsCloseAfter: 'check-in',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 10,
			prompt: 'Waiting is as welcome as going.',
			gentler: 'Nothing has to be decided tonight.',
			notes:
				'No doses, sources or guides. What to ask a doctor about: medicines, heart, seizures, psychosis or mania in oneself or the family, pregnancy. The law where each of you is. One way of arriving, eyes open.'
		},
		{
			id: 'check-in',
			kind: 'checkIn',
			title: 'Check-in',
			share: 12,
			prompt: 'Where are you with it: certain, unsure, leaning away?',
			gentler: 'A weather word.'
		},
		{
			id: 'round-1',
			kind: 'round',
			title: 'Hopes',
			share: 30,
			prompt: 'What do you hope for, and what if it does not come?',
			gentler: 'What made you think of it just now?',
			responses: 'wish',
			wishes: ['listen', 'ask'],
			responders: 1
		},
		{
			id: 'round-2',
			kind: 'round',
			title: 'Who is near',
			start: 'afterLastHeard',
			share: 30,
			prompt: 'What might be hard, who will be sober and near, and who will be there in the weeks after?',
			gentler: 'Who would you ring first?',
			responses: 'wish',
			wishes: ['listen', 'ask'],
			responders: 1,
			notes: 'Open questions only. Whoever has nobody to name may have found a reason to wait; say that this is a good one.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 13,
			prompt: 'One thing to settle first.',
			gentler: 'Or one person to speak with.',
			responses: 'none',
			protected: true,
			notes: 'Thank everybody. End on the minute.'
		}
	]
});
