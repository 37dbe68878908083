// Whose turn it is to hold a circle that rotates. Pure.

import type { Instant } from '../../gathering/types.ts';

/** Somebody who would like to hold it. */
export interface Candidate {
	accountId: string;
	since: Instant;
	/** When they last held it, or will; null: never. */
	lastHeldAt: Instant | null;
}

/**
 * Who is proposed next: whoever held it longest ago, and before them those who never did, in the order in which they offered.
 * @param not who was proposed for this gathering already, or is for another one ahead
 */
export function nextInTurn(candidates: Candidate[], not: ReadonlySet<string>): Candidate | null {
	const order = [...candidates].sort((a, b) => (a.lastHeldAt ?? 0) - (b.lastHeldAt ?? 0) || a.since - b.since);
	return order.find(({ accountId }) => !not.has(accountId)) ?? null;
}
