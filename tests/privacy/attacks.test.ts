// The attacks on a release, each by a host who knows everything but one thing; and the same attacks on a rule that lacks a part,
// where they must succeed: else they would prove nothing.
import { describe, expect, test } from 'vitest';
import { limits } from '../../src/lib/stats/limits.ts';
import { release } from '../../src/lib/stats/release.ts';
import type { Counts } from '../../src/lib/stats/tally.ts';
import type { Released } from '../../src/lib/stats/types.ts';
import { accuracy, bound, everywhere, evidence, honest, month, mutations, seeded, sybils, type Did } from './attacker.ts';

const answers = { room: 'yes', pace: 'right', again: 'yes' };
const target: Did = { account: 'target', used: 1, reserved: 1, answers };
const with_ = (others: Did[], did: Did | null): Counts => month(did ? [...others, did] : others);

describe('sybils at the threshold', () => {
	const worlds = (n: number): [Counts, Counts] => [with_(sybils(n, answers), null), with_(sybils(n, answers), target)];

	test.each([9, 11, 12, 17])('beside %i accounts of their own the host is hardly ever surer than e to 1', (n) => {
		expect(accuracy(worlds(n))).toBeLessThan(bound);
	});

	test('without noise, the threshold and the steps of five tell everything', () => {
		expect(accuracy(worlds(9), { by: mutations.noNoise, trials: 500 })).toBeGreaterThan(0.99);
		expect(accuracy(worlds(12), { by: mutations.noNoise, trials: 500 })).toBeGreaterThan(0.99);
	});

	test('noise that is drawn anew at each of 300 reads is worn away', () => {
		expect(accuracy(worlds(9), { reads: 300, trials: 300 })).toBeGreaterThan(0.9);
	});
});

describe('a host who owns every account but one', () => {
	const others = sybils(30, answers);

	test.each([
		['came, or had no seat', null, target],
		['came, or left the seat empty', { ...target, used: 0 }, target],
		['came for the first time, or returned', target, { ...target, known: true }],
		['came every time, or seldom', { ...target, used: 1, reserved: 4 }, { ...target, used: 4, reserved: 4 }],
		['answered well, or badly', target, { ...target, answers: { room: 'no', pace: 'fast', again: 'no' } }],
		[
			'was wholly another',
			{ ...target, used: 1, reserved: 4, known: true },
			{ ...target, used: 4, reserved: 4, answers: { room: 'no', pace: 'fast', again: 'no' } }
		]
	])('whether the one %s is not read out of a release', (_, zero, one) => {
		expect(accuracy([with_(others, zero), with_(others, one)])).toBeLessThan(bound);
	});

	test('the worst arrangement of all other counts helps as little', () => {
		for (const edge of [9, 12, 14, 17]) {
			const [a, b] = [everywhere(edge), everywhere(edge)];
			for (const [table, cell] of [
				['people', 'all'],
				['first', 'first'],
				['seats', 'all'],
				['room', 'yes'],
				['pace', 'right'],
				['again', 'yes']
			] as const)
				b[table][cell] = edge + 1;
			expect(accuracy([a, b])).toBeLessThan(bound);
			expect(accuracy([a, b], { by: mutations.neither, trials: 5000 }), 'with less hidden').toBeLessThan(bound);
		}
	});

	test('four accounts of their own do not reveal the fifth answer; without noise and threshold they do', () => {
		const worlds: [Counts, Counts] = [
			with_(sybils(4, answers), target),
			with_(sybils(4, answers), { ...target, answers: { ...answers, room: 'no' } })
		];
		expect(accuracy(worlds)).toBeLessThan(bound);
		expect(accuracy(worlds, { by: { ...mutations.noNoise, shown: (n) => n }, trials: 200 })).toBe(1);
	});
});

describe('neighbouring months', () => {
	const [zero, one] = [with_(sybils(12, answers), null), with_(sybils(12, answers), target)];
	const seeds = 100_000;

	test(`over ${seeds} seeds no reading is more than e times likelier with one person than without`, () => {
		const seen = [zero, one].map((world, index) =>
			Float64Array.from({ length: seeds }, (_, seed) => evidence(release(world, seeded(2 * seed + index)), [zero, one], honest))
		) as [Float64Array, Float64Array];
		for (let surer = -0.9; surer <= 0.9; surer += 0.1) {
			const [p0, p1] = seen.map((all) => all.filter((value) => value >= surer).length) as [number, number];
			if (Math.min(p0, p1) < 500) continue;
			// Four standard deviations of what chance leaves open.
			const slack = 4 * Math.sqrt(1 / p0 + 1 / p1);
			expect(Math.abs(Math.log(p1 / p0)), `at ${surer.toFixed(1)}`).toBeLessThan(1 + slack);
		}
	});

	test('each figure by itself spends no more than its table may, and “people”, with which it is hidden', () => {
		const seen = [zero, one].map((world, index) => {
			const counts = new Map<string, number>();
			for (let seed = 0; seed < seeds; seed++)
				for (const { id, cells } of release(world, seeded(7_000_000 + 2 * seed + index)))
					for (const cell of cells) {
						const key = `${id} ${cell.id} ${cell.figure}`;
						counts.set(key, (counts.get(key) ?? 0) + 1);
					}
			return counts;
		}) as [Map<string, number>, Map<string, number>];
		let looked = 0;
		for (const [key, p0] of seen[0]) {
			const p1 = seen[1].get(key) ?? 0;
			if (Math.min(p0, p1) < 500) continue;
			looked++;
			const may = key.startsWith('people') ? 0.5 : 0.6;
			expect(Math.abs(Math.log(p1 / p0)), key).toBeLessThan(may + 4 * Math.sqrt(1 / p0 + 1 / p1));
		}
		expect(looked).toBeGreaterThan(30);
	});

	test('without noise the two are told apart at once', () => {
		const read = (world: Counts) => JSON.stringify(release(world, seeded(1), mutations.noNoise));
		expect(read(zero)).not.toBe(read(one));
	});
});

describe('from month to month', () => {
	const before = with_(sybils(12, answers), null);

	/** The host takes the two figures of "people who came", and says that somebody joined when the second is larger. */
	function differencing(by = honest): number {
		let right = 0;
		const trials = 20_000;
		for (let seed = 0; seed < trials; seed++) {
			const next = seeded(seed);
			const joined = next() % 2 === 1;
			const first = release(before, next, by)[0]!.cells[0]!.figure ?? 0;
			const second = release(joined ? with_(sybils(12, answers), target) : before, next, by)[0]!.cells[0]!.figure ?? 0;
			if (second > first === joined) right++;
		}
		return right / trials;
	}

	test('one who joined is not seen in the difference of two months; without noise they are', () => {
		expect(differencing()).toBeLessThan(bound);
		expect(differencing(mutations.noNoise)).toBe(1);
	});
});

describe('what is hidden', () => {
	test('nothing below ten is shown, and everything in steps of five', () => {
		const finer = (by = honest) => {
			let odd = 0;
			for (let seed = 0; seed < 2000; seed++)
				for (const { cells } of release(everywhere(seed % 40), seeded(seed), by))
					for (const { figure } of cells) if (figure !== null && (figure < limits.fewest || figure % limits.step !== 0)) odd++;
			return odd;
		};
		expect(finer()).toBe(0);
		expect(finer(mutations.noRounding)).toBeGreaterThan(1000);
		expect(finer(mutations.noThreshold)).toBeGreaterThan(1000);
	});

	test('suppressed and zero are the same bytes', () => {
		const plain = { gatheringsHeld: 4, seatsOffered: 32, plannedMinutes: 240 };
		const hidden = (counts: Counts) => {
			for (let seed = 0; ; seed++) {
				const tables = release(counts, seeded(seed));
				const body: Released = { period: 'month', from: 24_302, tables, plain };
				if (tables.every(({ cells }) => cells.every(({ figure }) => figure === null))) return JSON.stringify(body);
			}
		};
		expect(hidden(everywhere(4))).toBe(hidden(everywhere(0)));
	});

	test('nobody and four are not told apart by the number of people; without a threshold they are', () => {
		const worlds = (): [Counts, Counts] => {
			const [a, b] = [everywhere(0), everywhere(0)];
			b.people.all = 4;
			return [a, b];
		};
		expect(accuracy(worlds())).toBeLessThan(0.53);
		expect(accuracy(worlds(), { by: mutations.neither })).toBeGreaterThan(0.75);
	});
});
