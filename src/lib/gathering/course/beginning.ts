// What a gathering needs to begin: asked by the machine of those who are there, and by pages of those who are expected. Pure.

import { limits } from '../limits.ts';

export interface Company {
	/** Credentialed people who hold it and are there, or are expected. */
	trained: number;
	/** How many the format asks for. */
	asks: number;
	/** Somebody is on call for the whole of it, or the operator asks for nobody. */
	covered: boolean;
	/** It is more than the operator lets begin with nobody credentialed. */
	beyondPeers: boolean;
}

export type CannotBegin = 'not-covered' | 'not-credentialed' | 'beyond-peers' | null;

/**
 * [E5] [E8] [E11] Why a gathering cannot begin with such company; null when it can.
 * Deep work asks for two credentialed people, or for somebody on call beside the one.
 */
export function cannotBegin({ trained, asks, covered, beyondPeers }: Company): CannotBegin {
	if (trained > 0) return asks >= limits.deepWork && trained < limits.deepWork && !covered ? 'not-covered' : null;
	if (asks > 0) return 'not-credentialed';
	return beyondPeers ? 'beyond-peers' : null;
}
