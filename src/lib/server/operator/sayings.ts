// What an operator reads when a lock changes nothing.

import type { LockRefusal } from './locks.ts';

export type OperatorRefusal = LockRefusal;

/** The sentence of each; lib/server/web/say.ts says them. */
export const operatorSentences: Record<OperatorRefusal, string> = {
	'own-lock': 'Nobody locks themself out. Another operator can.',
	'locked-already': 'This account is locked already. Nothing was done twice.',
	'not-locked': 'This account is not locked.'
};
