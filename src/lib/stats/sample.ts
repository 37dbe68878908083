// A release as it could look, from numbers that somebody made up: for hosts who have none yet. Nobody is in it.

import { release } from './release.ts';
import type { Counts } from './tally.ts';
import type { NextByte, Released } from './types.ts';

const counts = (all: number, first: number, answered: number): Counts => ({
	people: { all },
	first: { first, returning: all - first },
	seats: { all: Math.floor(all / 2), most: Math.floor(all / 4), some: all - Math.floor(all / 2) - Math.floor(all / 4) },
	room: { yes: answered - 6, partly: 4, no: 2 },
	pace: { slow: 3, right: answered - 5, fast: 2 },
	again: { yes: answered - 8, unsure: 6, no: 2 }
});

/** Bytes that are the same every time: chance plays no part in what is made up. */
function always(seed: number): NextByte {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state >>> 24;
	};
}

/** Three quarters of circles that nobody sat in, newest first. */
export const sample: (Released & { circles: string[]; names: string[] })[] = [
	{ all: 64, first: 22, answered: 41, from: 2026 * 12 + 6, held: 26 },
	{ all: 52, first: 30, answered: 33, from: 2026 * 12 + 3, held: 24 },
	{ all: 11, first: 11, answered: 9, from: 2026 * 12, held: 9 }
].map(({ all, first, answered, from, held }) => ({
	circles: [],
	names: ['A made-up circle', 'Another made-up circle'],
	period: 'quarter',
	from,
	tables: release(counts(all, first, answered), always(from)),
	plain: { gatheringsHeld: held, seatsOffered: held * 8, plannedMinutes: held * 90 }
}));
