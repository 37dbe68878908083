// Holding space: no agenda. The piece lies in the middle, and whoever is moved takes it.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const holdingSpace = format({
	id: 'holding-space',
	version: 1,
	title: 'Holding space',
	about: 'No agenda. The piece lies in the middle, and whoever is moved takes it. Nobody is called on.',
	origin: 'Learned from emergent dialogue and quiet worship circles, without their forms of words.',
	unreviewed: true,
	minSeats: 4,
	maxSeats: 10,
	minutes: 75,
	credentialed: 1,
	spareShare: 0,
	agreements: baseAgreements,
	doorsCloseAfter: 'arriving',
	phases: [
		{
			id: 'opening',
			kind: 'opening',
			title: 'Opening',
			mode: 'broadcast',
			share: 10,
			prompt: 'There is no topic. We wait for what wants to be said.',
			gentler: 'Silence belongs to it, and nobody has to fill it.'
		},
		{
			id: 'arriving',
			kind: 'checkIn',
			title: 'Arriving',
			share: 12,
			prompt: 'Your name, and whether you feel like speaking, listening, or don’t know.',
			responses: 'none'
		},
		{
			id: 'open-ground',
			kind: 'round',
			title: 'Open ground',
			order: 'centre',
			share: 58,
			prompt: 'The piece is in the middle.',
			responses: 'wish',
			responders: 2,
			settleMs: seconds(0),
			notes:
				'Do not summarise, steer, or rescue a silence. Bring a concern to the person it is about, not to the group. After two sharp exchanges take the piece yourself and slow down.'
		},
		{
			id: 'last-call',
			kind: 'round',
			title: 'Last call',
			order: 'centre',
			roster: 'unheard',
			share: 8,
			prompt: 'If you have been waiting, here is room.',
			settleMs: seconds(0)
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 12,
			prompt: 'Something you noticed in us.',
			responses: 'none',
			protected: true
		}
	]
});
