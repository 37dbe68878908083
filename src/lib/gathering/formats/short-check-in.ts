// Short check-in: forty minutes among people who know each other; it may be held by peers.

import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const shortCheckIn = format({
	id: 'short-check-in',
	version: 1,
	title: 'Short check-in',
	about: 'Forty minutes for a small circle that meets again and again. It may be held by the peers themselves.',
	origin: 'Learned from mutual-help groups that rotate their small roles.',
	unreviewed: true,
	minSeats: 3,
	maxSeats: 6,
	minutes: 40,
	credentialed: 0,
	spareShare: 5,
	agreements: baseAgreements,
	doorsCloseAfter: 'opening',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 8,
			prompt: 'Somebody reads: I may pass. What I hear stays here. This is company, not treatment.',
			notes: 'Ask who would like to welcome, ring the bell and read next time.'
		},
		{
			id: 'round-1',
			kind: 'round',
			title: 'How has it been',
			share: 62,
			prompt: 'How has it been since we last sat together? One thing that went your way, one that did not.',
			gentler: 'Where are you on the map today?',
			responses: 'wish',
			responders: 1
		},
		{
			id: 'round-2',
			kind: 'integration',
			title: 'Until next time',
			start: 'afterLastHeard',
			share: 15,
			prompt: 'What would you like more of, or less of, until next time?',
			gentler: 'Or whatever is here.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 10,
			prompt: 'One word.',
			responses: 'none',
			protected: true
		}
	]
});
