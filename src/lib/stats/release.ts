// The privacy rule: noise on every count, then nothing below ten, then steps of five. What it gives is the only thing anybody
// ever sees; what it was given is forgotten.

import { catalogue } from './catalogue.ts';
import { limits, tenths } from './limits.ts';
import { noise } from './noise.ts';
import type { Counts } from './tally.ts';
import type { Figure, NextByte, Table } from './types.ts';

/** The parts of the rule. The attacks in tests/privacy take one away at a time, and must succeed then. */
export interface Rule {
	/** What is added to the count of one cell of a table that may spend this many tenths of ε. */
	noise: (tenths: number, next: NextByte) => number;
	/** What is shown of a count with its noise. */
	shown: (noisy: number) => Figure;
}

/** The rule as it holds. */
export const rule: Rule = {
	noise: (spends, next) => noise(spends, 10, next),
	shown: (noisy) => (noisy < limits.fewest ? null : Math.floor((noisy + 2) / limits.step) * limits.step)
};

/**
 * Every table of the catalogue as it is shown, each cell with noise of its own: cells need not add up to "people", and do not.
 * All tables together spend ε = 1 on a person, who is in one cell of each. Where "people" is not enough, nothing else is shown
 * either: it would be little but noise, and to hide more of what was drawn costs nothing.
 * @param next a cryptographic source; it is asked once, and what came is stored and never drawn again
 */
export function release(counts: Counts, next: NextByte, by: Rule = rule): Table[] {
	const drawn = catalogue.map(({ id, cells }) => ({
		id,
		cells: cells.map((cell) => ({ id: cell.id, figure: by.shown(counts[id][cell.id]! + by.noise(tenths[id], next)) }))
	}));
	if (drawn[0]!.cells[0]!.figure !== null) return drawn;
	return drawn.map(({ id, cells }) => ({ id, cells: cells.map((cell) => ({ id: cell.id, figure: null })) }));
}

/** Nine times in ten the noise on a figure of this table is not larger than this: P(|X| ≤ m) ≥ 0.9, before steps of five. */
export function giveOrTake(spends: number): number {
	const a = Math.exp(-spends / 10);
	let m = 0;
	while (1 - (2 * a ** (m + 1)) / (1 + a) < 0.9) m++;
	return m;
}
