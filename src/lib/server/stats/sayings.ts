// What a person reads when an answer after a gathering cannot be counted.

import type { FeedbackRefusal } from './feedback.ts';

export type CountingRefusal = Exclude<FeedbackRefusal, 'no-seat' | 'choice-odd'>;

/** The sentence of each; lib/server/web/say.ts says them. */
export const countingSentences: Record<CountingRefusal, string> = {
	'not-over': 'This can be answered when the gathering is over.',
	'no-statistics': 'Answers are not counted here.'
};
