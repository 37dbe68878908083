import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { limits, tenths } from './limits.ts';
import { maySpend } from './ledger.ts';
import { beginOf, endOfPeriod, periodName, releaseAt } from './months.ts';
import { tally, type Counts } from './tally.ts';
import type { Answered, Attendance } from './types.ts';

const row = (account: string, gathering: string, minutes: number): Attendance => ({
	account,
	circle: 'c',
	gathering,
	startsAt: 0,
	minutes
});
const said = (account: string, answer: string, at: number): Answered => ({
	account,
	circle: 'c',
	gathering: 'g',
	question: 'room',
	answer,
	at
});
const nobody = () => false;

test('a person counts once in each table, however often they came, re-joined or answered', () => {
	const rows = [row('a', '1', 60), row('a', '1', 3), row('a', '2', 60), row('a', '3', 0), row('b', '1', 5)];
	const counts = tally(rows, [said('a', 'no', 1), said('a', 'yes', 3), said('a', 'partly', 2)], (account) => account === 'b');
	expect(counts).toMatchObject({
		people: { all: 2 },
		first: { first: 1, returning: 1 },
		seats: { all: 1, most: 1, some: 0 },
		room: { yes: 1, partly: 0, no: 0 }
	});
});

test('who was not there is in no table, whatever they reserved or answered', () => {
	const counts = tally([row('a', '1', 4)], [said('a', 'yes', 1), said('b', 'yes', 1)], nobody);
	expect(Object.values(counts).flatMap((cells) => Object.values(cells))).toEqual(catalogue.flatMap(({ cells }) => cells.map(() => 0)));
});

test('an answer that is none of the coded ones is not counted', () => {
	expect(tally([row('a', '1', 60)], [said('a', 'maybe', 1)], nobody).room).toEqual({ yes: 0, partly: 0, no: 0 });
});

test('no change of what one person did spends more than ε = 1', () => {
	const seats = [
		[1, 1],
		[1, 3],
		[2, 3],
		[0, 2],
		[0, 0]
	];
	const answers = catalogue
		.filter(({ id }) => ['room', 'pace', 'again'].includes(id))
		.map(({ cells }) => [...cells.map(({ id }) => id), null]);
	const worlds: Counts[] = [];
	for (const [used, reserved] of seats)
		for (const known of [true, false])
			for (const room of answers[0]!)
				for (const pace of answers[1]!)
					for (const again of answers[2]!) {
						const rows = Array.from({ length: reserved! }, (_, n) => row('a', String(n), n < used! ? 60 : 0));
						const all = Object.entries({ room, pace, again }).flatMap(([question, answer]) =>
							answer ? [{ ...said('a', answer, 1), question }] : []
						);
						worlds.push(tally(rows, all, () => known));
					}
	const spends = (a: Counts, b: Counts) =>
		catalogue.reduce(
			(sum, { id, cells }) => sum + tenths[id] * cells.reduce((moved, cell) => moved + Math.abs(a[id][cell.id]! - b[id][cell.id]!), 0),
			0
		);
	const most = worlds.reduce((most, a) => worlds.reduce((most, b) => Math.max(most, spends(a, b)), most), 0);
	expect(most).toBe(10);
	expect(Object.values(tenths).reduce<number>((a, b) => a + b, 0)).toBe(10);
});

test('twelve releases a year, and not thirteen', () => {
	expect(maySpend([])).toBe(true);
	expect(maySpend([11 * limits.releaseSpends])).toBe(true);
	expect(maySpend([limits.releaseSpends, 12 * limits.releaseSpends])).toBe(false);
});

test('months and quarters by the calendar', () => {
	const november = 2026 * 12 + 10;
	expect(new Date(beginOf(november)).toISOString()).toBe('2026-11-01T00:00:00.000Z');
	expect(new Date(endOfPeriod(2026 * 12 + 9, 'quarter')).toISOString()).toBe('2027-01-01T00:00:00.000Z');
	expect(new Date(releaseAt(november, 'month')).toISOString()).toBe('2026-12-08T00:00:00.000Z');
	expect(periodName(november, 'month')).toBe('November 2026');
	expect(periodName(2026 * 12 + 9, 'quarter')).toBe('October to December 2026');
});
