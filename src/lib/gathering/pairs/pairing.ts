// Who listens to whom: a fair assignment from a seed. It honours whom people avoid, and prefers new company.

import type { Seat } from '../types.ts';

export interface Pairing {
	/** Who takes part, in ring order. */
	seats: Seat[];
	/** Two who must not be together; whoever asked for that is not told here. */
	avoid: [Seat, Seat][];
	/** Not together if it can be helped: neither has done this before. */
	newcomers: Seat[];
	/** Not together again if it can be helped. */
	before: [Seat, Seat][];
	/** Any whole number; the same one gives the same pairs. */
	seed: number;
}

/** A small seeded source of chance, 0 to 1 (mulberry32). */
function chance(seed: number): () => number {
	let s = seed >>> 0;
	return () => {
		s = (s + 0x6d2b79f5) >>> 0;
		let t = Math.imul(s ^ (s >>> 15), s | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

function shuffled<T>(items: T[], random: () => number): T[] {
	const all = [...items];
	for (let i = all.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[all[i], all[j]] = [all[j]!, all[i]!];
	}
	return all;
}

const among = (list: [Seat, Seat][], a: Seat, b: Seat): boolean => list.some(([x, y]) => (x === a && y === b) || (x === b && y === a));

/** The cheapest way to pair these up; of equals the first in the order of chance. Null when somebody would be left. */
function cheapest(seats: Seat[], cost: (a: Seat, b: Seat) => number): { pairs: Seat[][]; cost: number } | null {
	const [first, ...others] = seats;
	if (first === undefined) return { pairs: [], cost: 0 };
	let best: { pairs: Seat[][]; cost: number } | null = null;
	for (const other of others) {
		const own = cost(first, other);
		if (own === Infinity || (best && own >= best.cost)) continue;
		const rest = cheapest(
			others.filter((s) => s !== other),
			cost
		);
		if (rest && (!best || own + rest.cost < best.cost)) best = { pairs: [[first, other], ...rest.pairs], cost: own + rest.cost };
		if (best?.cost === 0) break;
	}
	return best;
}

/**
 * Pairs of seats, first speaker first, and whom nobody could be found for. With an odd number one pair has a silent
 * witness as its third. As many as possible are paired; nobody with somebody they avoid.
 */
export function pairUp({ seats, avoid, newcomers, before, seed }: Pairing): { pairs: Seat[][]; left: Seat[] } {
	const random = chance(seed);
	const cost = (a: Seat, b: Seat): number => {
		if (among(avoid, a, b)) return Infinity;
		return (newcomers.includes(a) && newcomers.includes(b) ? 2 : 0) + (among(before, a, b) ? 1 : 0);
	};
	let taking = shuffled(seats, random);
	let left: Seat[] = [];
	for (let drop = taking.length % 2; ; drop += 2) {
		const tries = combinations(taking, drop)
			.map((out) => ({
				out,
				found: cheapest(
					taking.filter((s) => !out.includes(s)),
					cost
				)
			}))
			.filter((one) => one.found !== null)
			.sort((a, b) => a.found!.cost - b.found!.cost);
		if (!tries[0]) continue;
		left = tries[0].out;
		taking = tries[0].found!.pairs.flat();
		break;
	}
	const pairs: Seat[][] = [];
	for (let i = 0; i < taking.length; i += 2) pairs.push([taking[i]!, taking[i + 1]!]);
	const alone: Seat[] = [];
	for (const seat of left) {
		const room = pairs.find((p) => p.length === 2 && p.every((other) => !among(avoid, seat, other)));
		if (room) room.push(seat);
		else alone.push(seat);
	}
	return { pairs, left: alone };
}

function combinations<T>(items: T[], n: number): T[][] {
	if (n === 0) return [[]];
	return items.flatMap((item, i) => combinations(items.slice(i + 1), n - 1).map((rest) => [item, ...rest]));
}
