// The fixed catalogue: every table that is ever released, its cells, and the words people read. There is no other table.
// The questions and answers of the feedback are not yet reviewed by people with clinical and lived experience.

import type { tenths } from './limits.ts';

export type TableId = keyof typeof tenths;

export interface TableWords {
	id: TableId;
	title: string;
	/** What one figure counts. */
	of: string;
	cells: { id: string; label: string }[];
}

export const catalogue: readonly TableWords[] = [
	{
		id: 'people',
		title: 'People who came',
		of: 'people who were there at least once',
		cells: [{ id: 'all', label: 'Came at least once' }]
	},
	{
		id: 'first',
		title: 'First time or returning',
		of: 'people who were there at least once',
		cells: [
			{ id: 'first', label: 'For the first time' },
			{ id: 'returning', label: 'Had been there before' }
		]
	},
	{
		id: 'seats',
		title: 'How many of their reserved seats they used',
		of: 'people who were there at least once',
		cells: [
			{ id: 'all', label: 'All of them' },
			{ id: 'most', label: 'More than half' },
			{ id: 'some', label: 'Half or fewer' }
		]
	},
	{
		id: 'room',
		title: 'Was there room for you?',
		of: 'people who answered',
		cells: [
			{ id: 'yes', label: 'Yes' },
			{ id: 'partly', label: 'Partly' },
			{ id: 'no', label: 'No' }
		]
	},
	{
		id: 'pace',
		title: 'How was the pace?',
		of: 'people who answered',
		cells: [
			{ id: 'slow', label: 'Too slow for me' },
			{ id: 'right', label: 'Right for me' },
			{ id: 'fast', label: 'Too fast for me' }
		]
	},
	{
		id: 'again',
		title: 'Would you sit in this circle again?',
		of: 'people who answered',
		cells: [
			{ id: 'yes', label: 'Yes' },
			{ id: 'unsure', label: 'I do not know yet' },
			{ id: 'no', label: 'No' }
		]
	}
];

/** The tables that are made of answers: each title is the question, each cell one answer. */
export const questions = catalogue.filter(({ id }) => id === 'room' || id === 'pace' || id === 'again');

/** Whether this may be an answer at all. */
export const isAnswer = (question: string, answer: string): boolean =>
	questions.some(({ id, cells }) => id === question && cells.some((cell) => cell.id === answer));
