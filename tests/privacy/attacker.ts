// A host who wants to know about one person, and knows everything else: their own accounts sit in every other seat. They guess as
// well as anybody can, by comparing how likely what they read is in either world.
import { catalogue } from '../../src/lib/stats/catalogue.ts';
import { tenths } from '../../src/lib/stats/limits.ts';
import { release, rule, type Rule } from '../../src/lib/stats/release.ts';
import { tally, type Counts } from '../../src/lib/stats/tally.ts';
import type { Answered, Attendance, Figure, NextByte, Table } from '../../src/lib/stats/types.ts';

/** Bytes from a seed, the same every time (sfc32). */
export function seeded(seed: number): NextByte {
	let [a, b, c, d] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
	let [word, left] = [0, 0];
	const step = () => {
		const t = (a + b + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + t;
		return t >>> 0;
	};
	for (let i = 0; i < 12; i++) step();
	return () => {
		if (left === 0) [word, left] = [step(), 4];
		left--;
		const byte = word & 0xff;
		word >>>= 8;
		return byte;
	};
}

/** A rule, and how likely each noise is in it, which the attacker knows too. */
export interface Known extends Rule {
	likely: (x: number, tenths: number) => number;
}

const geometric = (x: number, spends: number): number => {
	const a = Math.exp(-spends / 10);
	return ((1 - a) / (1 + a)) * a ** Math.abs(x);
};
const none = (x: number): number => (x === 0 ? 1 : 0);

/** The rule as it holds, and what becomes of it when a part is taken away. */
export const honest: Known = { ...rule, likely: geometric };
export const mutations = {
	noNoise: { ...honest, noise: () => 0, likely: none },
	noThreshold: { ...honest, shown: (noisy: number) => Math.floor((noisy + 2) / 5) * 5 },
	noRounding: { ...honest, shown: (noisy: number) => (noisy < 10 ? null : noisy) },
	neither: { ...honest, shown: (noisy: number) => noisy }
} satisfies Record<string, Known>;

const widest = 300;
const tables = new WeakMap<Known, Map<string, Map<Figure, number>>>();

/** How likely a figure is for a count. */
function likelihood(by: Known, count: number, spends: number, figure: Figure): number {
	const known = tables.get(by) ?? new Map<string, Map<Figure, number>>();
	tables.set(by, known);
	const key = `${count} ${spends}`;
	let of = known.get(key);
	if (!of) {
		of = new Map();
		for (let x = -widest; x <= widest; x++) {
			const p = by.likely(x, spends);
			if (p > 0) of.set(by.shown(count + x), (of.get(by.shown(count + x)) ?? 0) + p);
		}
		known.set(key, of);
	}
	return of.get(figure) ?? 1e-300;
}

/** The logarithm of how much likelier these tables are in the second world. */
export function evidence(read: Table[], worlds: [Counts, Counts], by: Known): number {
	let sum = 0;
	// Where too few came, the rest is hidden with them and tells nothing.
	const told = read[0]!.cells[0]!.figure === null ? read.slice(0, 1) : read;
	for (const table of told)
		for (const { id, figure } of table.cells) {
			const [n0, n1] = worlds.map((world) => world[table.id as keyof Counts][id]!) as [number, number];
			if (n0 === n1) continue;
			const spends = tenths[table.id as keyof typeof tenths];
			sum += Math.log(likelihood(by, n1, spends, figure)) - Math.log(likelihood(by, n0, spends, figure));
		}
	return sum;
}

interface Attack {
	by?: Known;
	/** How often the host looks; each look is drawn anew, which the product never does. */
	reads?: number;
	trials?: number;
}

/** How often a host is right who guesses which of two worlds it is, each as likely as the other. */
export function accuracy(worlds: [Counts, Counts], { by = honest, reads = 1, trials = 20_000 }: Attack = {}): number {
	let right = 0;
	for (let seed = 0; seed < trials; seed++) {
		const next = seeded(seed);
		const second = next() % 2 === 1;
		let sum = 0;
		for (let read = 0; read < reads; read++) sum += evidence(release(worlds[second ? 1 : 0], next, by), worlds, by);
		const guess = sum === 0 ? next() % 2 === 1 : sum > 0;
		if (guess === second) right++;
	}
	return right / trials;
}

/** e^ε/(1+e^ε) for ε = 1, and two hundredths for what 20,000 trials leave open. */
export const bound = Math.E / (1 + Math.E) + 0.02;

const hour = 3_600_000;

/** What somebody did in a month: how many of their reserved seats they used, and what they answered. */
export interface Did {
	account: string;
	used: number;
	reserved: number;
	known?: boolean;
	answers?: Record<string, string>;
}

/** The exact counts of a circle's month. */
export function month(people: Did[], circle = 'circle'): Counts {
	const rows = people.flatMap(({ account, used, reserved }) =>
		Array.from({ length: reserved }, (_, n): Attendance => ({
			account,
			circle,
			gathering: `g${n}`,
			startsAt: n * hour,
			minutes: n < used ? 60 : 0
		}))
	);
	const answers = people.flatMap(({ account, answers }) =>
		Object.entries(answers ?? {}).map(([question, answer]): Answered => ({ account, circle, gathering: 'g0', question, answer, at: hour }))
	);
	const known = new Set(people.filter((one) => one.known).map(({ account }) => account));
	return tally(rows, answers, (account) => known.has(account));
}

/** Accounts of the host's own that sat in every other seat, and answered. */
export const sybils = (n: number, answers: Record<string, string> = {}): Did[] =>
	Array.from({ length: n }, (_, index) => ({ account: `sybil ${index}`, used: 1, reserved: 1, answers }));

/** Every cell of every table has this many people: the worst an attacker can arrange, at the edge of a step. */
export const everywhere = (n: number): Counts =>
	Object.fromEntries(catalogue.map(({ id, cells }) => [id, Object.fromEntries(cells.map((cell) => [cell.id, n]))])) as Counts;
