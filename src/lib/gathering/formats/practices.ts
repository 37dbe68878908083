// Short rehearsals of a crisis, for one who holds the circle with simulated people: data, each as small as it can be.

import { seconds } from '../limits.ts';
import type { Format } from '../types.ts';
import { baseAgreements } from './agreements.ts';
import { format, type Sketch } from './phases.ts';

export const practiceIds = ['call', 'holder', 'lost', 'own', 'pair', 'second', 'leaves'] as const;
export type PracticeId = (typeof practiceIds)[number];

export interface Practice {
	id: PracticeId;
	title: string;
	/** What will happen, and what to do; read before it begins and while it goes on. */
	before: string;
	/** As whom one sits. */
	as: 'facilitator' | 'coFacilitator';
	format: Format;
}

const round: Sketch = {
	id: 'round',
	kind: 'round',
	title: 'Round',
	share: 80,
	prompt: 'What is still with you?',
	gentler: 'Or whatever is here.',
	settleMs: seconds(1)
};
/** Nobody else begins this one. */
const ownNeed: Sketch = { ...round, prompt: 'Press “I need support” when you like.', gentler: 'Or wait a little.' };
const pairs: Sketch = {
	id: 'pairs',
	kind: 'dyads',
	title: 'Pairs',
	mode: 'dyads',
	share: 80,
	prompt: 'What would like some attention now?'
};

function practice(id: PracticeId, title: string, as: Practice['as'], before: string, main: Sketch = round): Practice {
	return {
		...{ id, title, as, before },
		format: format({
			id: `rehearsal-${id}`,
			version: 1,
			title: `Rehearsal: ${title.toLowerCase()}`,
			about: before,
			origin: 'Made for practising with Evenround alone.',
			unreviewed: true,
			minSeats: 2,
			maxSeats: 6,
			minutes: 10,
			credentialed: 1,
			spareShare: 0,
			agreements: baseAgreements,
			doorsCloseAfter: 'check-in',
			phases: [
				{ ...main, notes: before },
				{
					id: 'closing',
					kind: 'closing',
					title: 'Closing',
					share: 20,
					prompt: 'One word you leave with.',
					responses: 'none',
					protected: true,
					settleMs: seconds(1),
					notes: 'You can end it here. Then the debrief tells you what happened.'
				}
			]
		})
	};
}

export const practices: Practice[] = [
	practice(
		'call',
		'A call in another’s turn',
		'facilitator',
		'You hold the circle alone. While Jonas speaks, Lea asks for support, and comes aside with you if you ask her. Begin, wait for her call, be with her; then go on, and close.'
	),
	practice(
		'holder',
		'Who speaks is in crisis',
		'facilitator',
		'You hold the circle alone. Amara has the piece, asks for support and falls silent. She does not want to go aside: stay with her in a pause, let her speak if she wishes, then go on, and close.'
	),
	practice(
		'lost',
		'Whoever leads is lost',
		'coFacilitator',
		'Mira leads and you are beside her. Tomasz asks for support, Mira pauses the circle for him, and then her line is gone for good. Take the lead, be with Tomasz, and give the circle back.'
	),
	practice(
		'own',
		'You need help yourself',
		'facilitator',
		'You hold the circle and Mira holds it with you. Begin, and press “I need support” when you like. Mira comes to you and asks you aside; say yes or no, as you would.',
		ownNeed
	),
	practice(
		'pair',
		'A call in a pair',
		'facilitator',
		'You hold the circle alone, and the others go into pairs. Lea calls from hers: go to her there, and if it needs it, ask to be alone with her. Then come back, and close.',
		pairs
	),
	practice(
		'second',
		'Aside, while another stays',
		'facilitator',
		'You hold the circle and Mira holds it with you. While Jonas speaks, Lea asks for support. Go aside with her: the circle goes on, and Mira stays with it. Then come back, and close.'
	),
	practice(
		'leaves',
		'They call, and go',
		'facilitator',
		'You hold the circle alone. While Jonas speaks, Lea asks for support and leaves a moment later. Hold the others, close and end. Her call stays open: the debrief asks you about it.'
	)
];

/** The practice that a gathering of this format is; undefined for every other gathering. */
export const practiceOf = ({ id }: Pick<Format, 'id'>): Practice | undefined => practices.find(({ format }) => format.id === id);
