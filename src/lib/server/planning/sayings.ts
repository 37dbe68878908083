// What a person reads when something about when a circle meets, or who holds it, cannot be done. Each says what was kept.

import type { AnswerRefusal } from './answering.ts';
import type { MoveRefusal } from './moving.ts';
import type { IllRefusal } from './relief.ts';
import type { RoleAnswerRefusal } from './role-asks.ts';
import type { SubstituteRefusal } from './substitutes.ts';
import type { CircleRefusal } from '../circles/sayings.ts';

type Said = 'over' | 'begun' | 'full' | 'no-account' | CircleRefusal;
export type PlanningRefusal =
	| Exclude<MoveRefusal | AnswerRefusal | IllRefusal | SubstituteRefusal | RoleAnswerRefusal, Said>
	| 'not-last'
	| 'series-over'
	| 'cannot-be-asked'
	| 'too-late';

/** The sentence of each; lib/server/web/say.ts says them. */
export const planningSentences: Record<PlanningRefusal, string> = {
	'changed-meanwhile':
		'It was moved or called off meanwhile, in another tab or by somebody else. Nothing was done now; this is how it stands.',
	'doors-open': 'Its doors are open already, so people may be waiting inside. It cannot be moved any more; everything is as it was.',
	'same-time': 'That is when it is already. Nothing was changed.',
	'time-past': 'This time is over. Please take a later one.',
	'not-asked': 'Nobody waits for this answer any more. Nothing was changed.',
	'somebody-was-first': 'Somebody else has stepped in already. Thank you for being willing to.',
	'not-holding': 'You do not hold this gathering, so nobody has to be found for you.',
	'no-credential': 'This person has no credential now, so they cannot step in for a facilitator. Operators of this place give credentials.',
	'too-many-substitutes': 'Twelve substitutes are named already, or asked. Take one out first.',
	'credential-first': 'A substitute needs a credential, and you have none now. Operators of this place give it; the question stays here.',
	'not-last': 'This day is not the last of its weekday in that month. Take another day, or another way to repeat.',
	'series-over': 'This series was changed or ended meanwhile. Nothing was changed; the newest is on the circle’s page for hosts.',
	'cannot-be-asked': 'Only those who hold this circle, and its substitutes, can be asked. Nothing was changed.',
	'too-late': 'It has begun already. Those who sit in it can end it.'
};
