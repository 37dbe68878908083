// What a person reads when a report cannot be kept. Each says where else they can turn, or who can help.

import type { ReportRefusal } from './reports.ts';

export type SafetyRefusal = Exclude<ReportRefusal, 'no-seat'>;

/** The sentence of each; lib/server/web/say.ts says them. */
export const safetySentences: Record<SafetyRefusal, string> = {
	'nobody-outside':
		'Everybody who could be told here belongs to this circle themself, so nothing was kept. The page about help says where else you can turn.',
	'no-key': 'This place has no key to seal with, so nothing was kept. Whoever runs it can set one.'
};
