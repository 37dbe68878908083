// [V1] What a view says to whoever reads it, without what time alone makes of it. Pure.

import type { View } from './viewed.ts';

/** Two views of a seat are the same to its reader when this is the same: a page that has the one needs not be told the other. */
export function lasting({ version: _, now, ...view }: View): object {
	const { phase, piece, facilitation } = view;
	const unheard = facilitation?.unheard;
	return {
		...view,
		phase: phase && { ...phase, leftMs: phase.endsAt === null ? phase.leftMs : null },
		piece: { ...piece, usedMs: piece.running && piece.usedMs !== null ? piece.usedMs - now : piece.usedMs },
		facilitation: unheard ? { ...facilitation, unheard: unheard.seats } : facilitation
	};
}
