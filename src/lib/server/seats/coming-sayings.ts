// What a person reads when they cannot come in, wait or be told just so. Each says what they can do.

import type { WayRefusal } from '../circles/joining.ts';
import type { WordRefusal } from '../circles/host-word.ts';
import type { AskRefusal } from '../circles/requests.ts';
import type { WaitRefusal } from './waiting.ts';

export type ComingRefusal = WayRefusal | AskRefusal | Exclude<WaitRefusal, 'over'> | WordRefusal | 'answered' | 'guest-waits';

/** The sentence of each; `say` says them. */
export const comingSentences: Record<ComingRefusal, string> = {
	'ask-first': 'Whoever hosts this circle says yes to newcomers first. You can ask on the circle’s page.',
	'invited-only': 'Only those who were invited come into this circle.',
	'cohort-begun': 'This circle has begun and goes on with the same people, so nobody new can come in. Nothing is wrong with you or your asking.',
	'account-needed': 'It is for people who have been to certain evenings before, which stand on this page. For that you need an account here; your invitation stays good.',
	'orientation-first': 'It is for people who have been to certain evenings before, which stand on this page. Once you have been there, you can take a seat. If you know how it works, its host can say so for you.',
	'not-asked-for': 'Nobody needs to ask in this circle.',
	belongs: 'You belong to this circle already.',
	'asked-lately': 'You asked not long ago and the answer was no. You can ask again after a month.',
	'has-begun': 'It has begun, so nobody waits any more. If a seat is free and the doors are open, you can take it.',
	seated: 'You have a seat already.',
	'seat-free': 'A seat is free: you can take it now.',
	'guest-waits': 'To wait for a seat you need an account: without one nobody could tell you that it is free.',
	answered: 'This was answered already. Nothing was done twice.',
	'words-enough': 'You wrote twice within a day. That is enough for now; what you wrote is still here.',
	'nobody-subscribed': 'Nobody else has subscribed to this circle yet, so nothing was sent. What you wrote is still here.'
};
