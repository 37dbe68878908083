import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { giveOrTake } from './release.ts';
import { noise } from './noise.ts';

const source = () => {
	let [bytes, at] = [randomBytes(1 << 16), 0];
	return () => {
		if (at === bytes.length) [bytes, at] = [randomBytes(1 << 16), 0];
		return bytes[at++]!;
	};
};

test.each([1, 5, 10])('ε = %i/10: each value comes as often as exp(-ε·|x|) says', (numerator) => {
	const draws = 200_000;
	const seen = new Map<number, number>();
	const next = source();
	for (let n = 0; n < draws; n++) {
		const x = noise(numerator, 10, next);
		seen.set(x, (seen.get(x) ?? 0) + 1);
	}
	const a = Math.exp(-numerator / 10);
	let [distance, cells] = [0, 0];
	for (let x = -40; x <= 40; x++) {
		const expected = draws * ((1 - a) / (1 + a)) * a ** Math.abs(x);
		if (expected < 50) continue;
		distance += ((seen.get(x) ?? 0) - expected) ** 2 / expected;
		cells++;
	}
	// Six standard deviations of a chi-square: by chance once in a hundred million runs.
	expect(distance).toBeLessThan(cells + 6 * Math.sqrt(2 * cells));
});

test('the same bytes give the same noise: chance comes in from outside and nowhere else', () => {
	const counting = () => {
		let at = 0;
		return () => (at++ * 37 + 11) % 256;
	};
	expect(noise(1, 10, counting())).toBe(noise(1, 10, counting()));
});

test('give or take: nine times in ten the noise is within it', () => {
	const next = source();
	for (const spends of [1, 5]) {
		const within = Array.from({ length: 20_000 }, () => Math.abs(noise(spends, 10, next)) <= giveOrTake(spends)).filter(Boolean).length;
		expect(within / 20_000).toBeGreaterThan(0.89);
	}
});
