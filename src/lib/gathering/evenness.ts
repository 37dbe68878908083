// Airtime as one figure of the group: how even the time offered was. Never a ranking.

import type { Ms } from './types.ts';

/**
 * @param offered time offered to each seat that took the piece
 * @returns 1 for perfectly even, towards 0 for one seat having it all (1 minus the Gini coefficient); null
 * with fewer than two seats
 */
export function evenness(offered: Ms[]): number | null {
	const sum = offered.reduce((a, b) => a + b, 0);
	if (offered.length < 2 || sum === 0) return null;
	const sorted = [...offered].sort((a, b) => a - b);
	const n = sorted.length;
	const weighted = sorted.reduce((all, ms, i) => all + (2 * (i + 1) - n - 1) * ms, 0);
	return 1 - weighted / (n * sum);
}
