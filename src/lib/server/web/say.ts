// What a person reads when something cannot be done: each room has the sentences of its own codes, and here they are put together.

import { accountSentences } from '../accounts/sayings.ts';
import { careSentences } from '../care/sayings.ts';
import { circleSentences } from '../circles/sayings.ts';
import { timeSentences } from '../ground/time-sayings.ts';
import { mailSentences } from '../mails/sayings.ts';
import { operatorSentences } from '../operator/sayings.ts';
import { planningSentences } from '../planning/sayings.ts';
import type { TooMany } from '../rates/rates.ts';
import { rightsSentences } from '../rights/sayings.ts';
import { safetySentences } from '../safety/sayings.ts';
import { seatSentences } from '../seats/sayings.ts';
import { countingSentences } from '../stats/sayings.ts';

const formSentences = {
	'choice-odd': 'Please look at the marked choice again. Everything else is still here.'
};

/** Of each room; no code is in two of them. */
export const rooms = [
	timeSentences,
	mailSentences,
	accountSentences,
	circleSentences,
	seatSentences,
	careSentences,
	safetySentences,
	countingSentences,
	planningSentences,
	rightsSentences,
	operatorSentences,
	formSentences
] as const;

type CodesOf<R> = R extends unknown ? keyof R : never;
export type PeopleRefusal = CodesOf<(typeof rooms)[number]>;

const sentences = Object.assign({}, ...rooms) as Record<PeopleRefusal, string>;

/** The sentence for a refusal. */
export function say(no: PeopleRefusal | TooMany): string {
	if (typeof no === 'string') return sentences[no];
	const minutes = Math.ceil(no.seconds / 60);
	return `That was asked for often in a short time. Please wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again. Nothing is lost.`;
}
