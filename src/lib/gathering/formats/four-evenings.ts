// Four evenings: one cohort, the same seats, a week or two between. Each evening has the same bones and its own two questions.

import { seconds } from '../limits.ts';
import type { Format } from '../types.ts';
import { baseAgreements } from './agreements.ts';
import { format, type Sketch } from './phases.ts';

const series = { id: 'four-evenings', title: 'Four evenings', of: 4 };

interface Evening {
	id: string;
	part: 1 | 2 | 3 | 4;
	title: string;
	about: string;
	main: Omit<Sketch, 'id' | 'kind' | 'share'> & { kind?: Sketch['kind'] };
	second: Omit<Sketch, 'id' | 'kind' | 'share'>;
	/** What is said at the opening, beside the usual. */
	opening: string;
	/** Said to whoever closes it. */
	closing: string;
}

function evening({ id, part, title, about, main, second, opening, closing }: Evening): Format {
	return format({
		id,
		version: 1,
		title: `Four evenings, ${part}: ${title}`,
		about: `${about} One of four evenings for the same people in the same seats, a week or two apart.`,
		origin: 'Learned from integration groups that meet a fixed number of times; put in our own plain words.',
		unreviewed: true,
		minSeats: 4,
		maxSeats: 8,
		minutes: 90,
		credentialed: 1,
		wantsBefore: ['first-evening'],
		series: { ...series, part },
		spareShare: 5,
		agreements: [
			...baseAgreements,
			'I come to all four evenings if I can, and say so when I cannot. If I miss two, I speak with the facilitator first.'
		],
		doorsCloseAfter: 'since-last-time',
		phases: [
			{
				id: 'opening',
				kind: 'opening',
				title: 'Opening',
				mode: 'broadcast',
				share: 8,
				prompt: 'Settle in. We are the same people as last time.',
				gentler: 'You may just listen.',
				notes: `${opening} One way of arriving, always a choice, eyes open is fine.`
			},
			{
				id: 'since-last-time',
				kind: 'checkIn',
				title: part === 1 ? 'Arriving' : 'Since last time',
				share: 14,
				prompt: part === 1 ? 'Your name, and what brings you to these four evenings.' : 'What has been with you since last time?',
				gentler: 'A weather word.'
			},
			{ id: 'main', kind: 'round', share: 40, responses: 'wish', responders: 1, ...main },
			{ id: 'second', kind: 'integration', start: 'afterLastHeard', share: 20, ...second },
			{
				id: 'closing',
				kind: 'closing',
				title: 'Closing',
				share: 13,
				prompt: 'One line you leave with.',
				gentler: 'Quietly, to yourself: who is with you later tonight?',
				responses: 'none',
				protected: true,
				notes: `${closing} End on the minute.`
			}
		]
	});
}

export const fourEvenings: Format[] = [
	evening({
		id: 'four-evenings-1',
		part: 1,
		title: 'Arriving back',
		about: 'Who is here, and what each would like known.',
		opening:
			'Say how the four evenings belong together: arriving back, sorting, living it, parting. Four times the same people; whoever misses two speaks with you.',
		main: {
			title: 'What we may know',
			prompt: 'What would you like us to know, and what would you rather keep?',
			gentler: 'What would you like to be asked about?'
		},
		second: {
			title: 'What we need',
			prompt: 'What do you need from this group?',
			gentler: 'What would make it easier to come again?',
			notes:
				'Write down agreements that the group adds for itself, and put them into its own version of this format before the second evening.'
		},
		closing: 'Say when the second evening is.'
	}),
	evening({
		id: 'four-evenings-2',
		part: 2,
		title: 'Sorting',
		about: 'What still asks for attention, and what has settled.',
		opening: 'Read the agreements that the group added for itself.',
		main: {
			title: 'Sorting',
			prompt: 'What still asks for attention, what has settled, what is unclear?',
			gentler: 'One thing that has settled.'
		},
		second: {
			title: 'What I believed',
			prompt: 'Something you believed about yourself or people: is it the same now? How do you know?',
			gentler: '“I don’t know yet” is an answer.'
		},
		closing: 'The next evening has a part in pairs: say so, and that one may stay in the circle instead.'
	}),
	evening({
		id: 'four-evenings-3',
		part: 3,
		title: 'Living it',
		about: 'A place in an ordinary week, two and two; then one small thing.',
		opening: 'Say how the pairs work: the same time for each, “I need two minutes” stops the talking, and one may stay here.',
		main: {
			kind: 'dyads',
			title: 'Pairs',
			mode: 'dyads',
			prompt: 'A place in your week that it could touch: body, work, someone close, rest.',
			gentler: 'Silence is a good use of this time.'
		},
		second: {
			title: 'One small thing',
			prompt: 'One small thing, a day and an hour, and who might notice.',
			gentler: '“Not yet” is an answer.'
		},
		closing: 'The next evening is the last of the four.'
	}),
	evening({
		id: 'four-evenings-4',
		part: 4,
		title: 'Parting',
		about: 'What changed, what did not, and a thank-you for each.',
		opening: 'This is the last of the four. Afterwards: staying in touch needs a yes from both.',
		main: { title: 'What I carry', prompt: 'What changed, what did not, what do you carry?', gentler: 'One thing that you take along.' },
		second: {
			title: 'Thanks',
			prompt: 'Thank the one before you in the circle, in one sentence.',
			gentler: 'A nod to them is a thank-you.',
			settleMs: seconds(2),
			notes:
				'The piece goes round, so that each is thanked once. If somebody passes, you thank for them. Then: how to stay in touch (both say yes), whether the circle goes on and who holds it, and what this format should do differently: the circle’s page has a place for it.'
		},
		closing: 'Thank everybody, by name.'
	})
];
