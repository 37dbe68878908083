// What people on call read when something cannot be done. Each says what was kept.

import type { ComeRefusal } from './coming-in.ts';
import type { DutyRefusal } from './duty.ts';

const sentences: Record<ComeRefusal | DutyRefusal, string> = {
	'page-over': 'It is taken care of. Thank you for having come so fast.',
	'others-coming': 'Somebody else is on the way in. If nobody has answered inside in a minute, you can come in here.',
	'not-credentialed': 'Your credential has ended, so you cannot come in by this page.',
	over: 'The gathering is over. Nobody is in it any more.',
	removed: 'You cannot come into this gathering.',
	full: 'Other people on call have come in already, and there is no seat left for more.',
	'too-many-times': 'There are fifty of these already. Please remove one first.',
	'no-such-circle': 'Please choose a circle you hold, or every circle.',
	'time-odd': 'Please give a time that ends after it begins and is still to come: at most a day for “now”, a year for being away.'
};

/** The sentence for a refusal. */
export const sayOnCall = (no: ComeRefusal | DutyRefusal): string => sentences[no];
