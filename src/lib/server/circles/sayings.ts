// What a person reads when something about a circle, or about coming into it, cannot be done. Each says what they can do.

import type { FacilitatorRefusal } from './circles.ts';
import type { WordRefusal } from './host-word.ts';
import type { HostRefusal } from './hosts.ts';
import type { WayRefusal } from './joining.ts';
import type { AskRefusal } from './requests.ts';

export type CircleRefusal =
	| WayRefusal
	| AskRefusal
	| WordRefusal
	| Exclude<FacilitatorRefusal | HostRefusal, 'no-account'>
	| 'answered'
	| 'vouched-enough'
	| 'invitation-not-good';

/** The sentence of each; lib/server/web/say.ts says them. */
export const circleSentences: Record<CircleRefusal, string> = {
	'ask-first': 'Whoever hosts this circle says yes to newcomers first. You can ask on the circle’s page.',
	'invited-only': 'Only those who were invited come into this circle.',
	'cohort-begun':
		'This circle has begun and goes on with the same people, so nobody new can come in. Nothing is wrong with you or your asking.',
	'account-needed':
		'It is for people who have been to certain evenings before, which stand on this page. For that you need an account here; your invitation stays good.',
	'orientation-first':
		'It is for people who have been to certain evenings before, which stand on this page. Once you have been there, you can take a seat. If you know how it works, its host can say so for you.',
	'not-asked-for': 'Nobody needs to ask in this circle.',
	belongs: 'You belong to this circle already.',
	'asked-lately': 'You asked not long ago and the answer was no. You can ask again after a month.',
	answered: 'This was answered already. Nothing was done twice.',
	'words-enough': 'You wrote twice within a day. That is enough for now; what you wrote is still here.',
	'nobody-subscribed': 'Nobody else has subscribed to this circle yet, so nothing was sent. What you wrote is still here.',
	'too-many-holders': 'Six people hold this circle already, or are asked to.',
	'one-facilitator': 'There is a facilitator already. Somebody else can be co-facilitator or guardian.',
	'too-many-hosts': 'Four people host this circle already, or are asked to.',
	'last-host': 'Somebody has to host this circle. Ask another person to host it with you first.',
	'vouched-enough': 'Fifty addresses stand here already. Take one out first.',
	'invitation-not-good':
		'This invitation is not good any more: it was used up, withdrawn, or is too old. Whoever gave it to you can make a new one.'
};
