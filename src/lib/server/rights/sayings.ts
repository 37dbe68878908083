// What a person reads when somebody cannot be shut out, or an erasure cannot be taken back.

import type { BanRefusal } from './bans.ts';

export type RightsRefusal = BanRefusal | 'erasure-begun';

/** The sentence of each; lib/server/web/say.ts says them. */
export const rightsSentences: Record<RightsRefusal, string> = {
	'nobody-of-name': 'Nobody of this name belongs to the circle, or sat in it these days. Nothing was changed.',
	'holds-it': 'Whoever holds or hosts a circle cannot be shut out of it. Take the role back first.',
	'erasure-begun': 'Its hour has come, and it cannot be taken back any more.'
};
