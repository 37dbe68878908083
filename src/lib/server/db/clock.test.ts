// How a node follows the database's clock.
import { expect, test } from 'vitest';
import { offsetAfter } from './clock.ts';

test('what a reading does not rule out stays as it is, however long the answer took', () => {
	expect(offsetAfter(0, { asked: 1000, at: 1004, answered: 1010 })).toBe(0);
	expect(offsetAfter(40, { asked: 1000, at: 1490, answered: 1500 })).toBe(40);
});

test('a clock that is ruled out is set to the middle of what is possible', () => {
	expect(offsetAfter(0, { asked: 1000, at: 6005, answered: 1010 })).toBe(5000);
	expect(offsetAfter(5000, { asked: 1000, at: 1005, answered: 1010 })).toBe(0);
});

test('a slow drift is followed before it is more than an answer takes', () => {
	let offset = 0;
	for (let drift = 0; drift <= 100; drift++) {
		offset = offsetAfter(offset, { asked: 1000, at: 1002 + drift, answered: 1004 });
		expect(Math.abs(offset - drift)).toBeLessThanOrEqual(2);
	}
});
