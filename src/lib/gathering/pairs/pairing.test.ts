import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairUp } from './pairing.ts';

const seats = [1, 2, 3, 4, 5, 6];
const plain = { seats, avoid: [], newcomers: [], before: [], seed: 7 };

test('the same seed gives the same pairs, another one others', () => {
	expect(pairUp(plain)).toEqual(pairUp(plain));
	const all = new Set(Array.from({ length: 40 }, (_, seed) => JSON.stringify(pairUp({ ...plain, seed }).pairs)));
	expect(all.size).toBeGreaterThan(20);
});

test('with an odd number one pair has a witness', () => {
	const { pairs, left } = pairUp({ ...plain, seats: [1, 2, 3, 4, 5] });
	expect(pairs.map((p) => p.length).sort()).toEqual([2, 3]);
	expect(left).toEqual([]);
});

test('two newcomers are kept apart where it can be helped, and old company is made new', () => {
	for (let seed = 0; seed < 50; seed++) {
		const { pairs } = pairUp({ ...plain, seats: [1, 2, 3, 4], newcomers: [1, 2], seed });
		expect(pairs.map((p) => [...p].sort())).not.toContainEqual([1, 2]);
		const again = pairUp({
			...plain,
			seats: [1, 2, 3, 4],
			before: [
				[1, 2],
				[3, 4]
			],
			seed
		}).pairs.map((p) => [...p].sort());
		expect(again).not.toContainEqual([1, 2]);
	}
});

test('alone with one whom one avoids, nobody is paired', () => {
	expect(pairUp({ ...plain, seats: [1, 2], avoid: [[2, 1]] })).toEqual({ pairs: [], left: expect.arrayContaining([1, 2]) as number[] });
});

test('whatever people wish: nobody twice, nobody lost, nobody with somebody they avoid, and as many as can be', () => {
	const pair = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).filter(([a, b]) => a !== b);
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 12 }), fc.array(pair, { maxLength: 8 }), fc.integer(), (n, avoid, seed) => {
			const all = Array.from({ length: n }, (_, i) => i + 1);
			const { pairs, left } = pairUp({ seats: all, avoid, newcomers: all.slice(0, 3), before: [], seed });
			expect([...pairs.flat(), ...left].sort((a, b) => a - b)).toEqual(all);
			for (const p of pairs) for (const [a, b] of avoid) expect(p.includes(a) && p.includes(b)).toBe(false);
			if (avoid.length === 0 && n > 1) expect(left).toEqual([]);
		}),
		{ numRuns: 300 }
	);
});
