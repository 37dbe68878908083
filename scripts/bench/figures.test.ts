// Numbers out of samples: what the bench prints stands on these.
import { expect, test } from 'vitest';
import { drift, figure, percentile } from './figures.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

test('percentiles are samples that happened, whatever order they came in', () => {
	expect(percentile([3, 1, 2], 0.5)).toBe(2);
	expect(percentile(upTo(200).reverse(), 0.5)).toBe(100);
	expect(percentile(upTo(200), 0.99)).toBe(198);
	expect(percentile([7], 0.99)).toBe(7);
	expect(percentile([], 0.5)).toBeNaN();
});

test('drift is how far the quarters of a run lie apart; too few samples tell nothing', () => {
	expect(drift(Array<number>(40).fill(5))).toBe(0);
	expect(drift([...Array<number>(30).fill(10), ...Array<number>(10).fill(15)])).toBe(0.5);
	expect(drift(upTo(39))).toBeNull();
});

test('a figure is the ratio to its floor, percentile by percentile, and is judged by its own goal', () => {
	const made = figure({ unit: 'ms', goal: 'p50 ≤ 2×', loadBefore: 0 }, [10, 20, 30], [8, 10, 12], ({ ratio_p50 }) => ratio_p50! <= 2);
	expect(made).toMatchObject({ n: 3, p50: 20, p99: 30, floor_p50: 10, floor_p99: 12, ratio_p50: 2, ratio_p99: 2.5, met: true });
	expect(figure({ unit: 'ms', goal: '', loadBefore: 0 }, [21], [10], ({ ratio_p50 }) => ratio_p50! <= 2).met).toBe(false);
	expect(figure({ unit: 'ms', goal: '', loadBefore: 0 }, [5], null, () => null)).toMatchObject({
		floor_p50: null,
		ratio_p50: null,
		met: null
	});
});
