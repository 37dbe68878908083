// Where the gatherings of a series go when the rest of it changes.
import { expect, test } from 'vitest';
import { pairDates } from './pairing.ts';

const at = (day: number, hour = 19) => ({
	original: `2027-01-${String(day).padStart(2, '0')}T${hour}:00`,
	at: new Date(Date.UTC(2027, 0, day, hour))
});
const near = 84 * 60 * 60_000;
const days = (planned: number[], dates: number[]) =>
	pairDates(
		planned.map((day) => at(day)),
		dates.map((day) => at(day)),
		near
	).map(({ date }) => date?.at.getUTCDate() ?? null);

test('from Thursdays to Mondays: each goes to the nearest Monday', () => {
	expect(days([7, 14, 21], [4, 11, 18, 25])).toEqual([4, 11, 18]);
});

test('from every week to every second: what has no date of its own near it is called off', () => {
	expect(days([7, 14, 21, 28], [7, 21])).toEqual([7, null, 21, null]);
});

test('no date is taken twice', () => {
	expect(days([7, 8, 9], [8])).toEqual([8, null, null]);
});
