// When a series meets: its clock stays where it is, whatever the zone's clocks do.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { localOf, momentOf, occurrencesOf, recurrenceOf, repeats, ruleOf, type Recurrence, type Times } from './recurrence.ts';
import { ruleInWords } from './recurrence-words.ts';

const dayMs = 86_400_000;

function times(recurrence: Partial<Recurrence>, localStart: string, zone: string, more: Partial<Times> = {}): Times {
	const rule = ruleOf({ repeat: 'weekly', every: 1, until: null, count: null, ...recurrence }, localStart);
	if (typeof rule !== 'string') throw new Error(rule.refused);
	return { rule, zone, localStart, exceptions: [], endsBefore: null, ...more };
}
const all = (of: Times, days = 400) => {
	const from = momentOf(of.localStart, of.zone).getTime();
	return occurrencesOf(of, new Date(from - 1), new Date(from + days * dayMs));
};
const originals = (of: Times, days?: number) => all(of, days).map(({ original }) => original);

describe('the wall clock', () => {
	test('19:00 in Berlin stays 19:00 when the clocks go back and forward', () => {
		const weekly = all(times({}, '2026-10-22T19:00', 'Europe/Berlin'), 15);
		expect(weekly.map(({ at }) => at.toISOString())).toEqual([
			'2026-10-22T17:00:00.000Z',
			'2026-10-29T18:00:00.000Z',
			'2026-11-05T18:00:00.000Z'
		]);
	});

	test('a time the clocks jump over is held as much later; of a time that comes twice the first is meant', () => {
		const spring = all(times({}, '2027-03-21T02:30', 'Europe/Berlin'), 8)[1]!;
		expect(spring).toEqual({ original: '2027-03-28T02:30', at: new Date('2027-03-28T01:30:00Z') });
		expect(localOf(spring.at, 'Europe/Berlin')).toBe('2027-03-28T03:30');
		const autumn = all(times({}, '2026-10-18T02:30', 'Europe/Berlin'), 8)[1]!;
		expect(autumn).toEqual({ original: '2026-10-25T02:30', at: new Date('2026-10-25T00:30:00Z') });
	});
});

describe('months', () => {
	test('the fourth Thursday, the last one, and day 31', () => {
		expect(originals(times({ repeat: 'monthlyWeekday' }, '2026-11-26T19:00', 'UTC'), 70)).toEqual([
			'2026-11-26T19:00',
			'2026-12-24T19:00',
			'2027-01-28T19:00'
		]);
		expect(originals(times({ repeat: 'monthlyLast' }, '2026-11-26T19:00', 'UTC'), 70)).toEqual([
			'2026-11-26T19:00',
			'2026-12-31T19:00',
			'2027-01-28T19:00'
		]);
		expect(originals(times({ repeat: 'monthlyDay' }, '2027-01-31T19:00', 'UTC'), 90)).toEqual(['2027-01-31T19:00', '2027-03-31T19:00']);
	});

	test('a fifth Thursday means the last one; what is not the last of its weekday is told so', () => {
		expect(originals(times({ repeat: 'monthlyWeekday' }, '2026-12-31T19:00', 'UTC'), 60)).toEqual([
			'2026-12-31T19:00',
			'2027-01-28T19:00',
			'2027-02-25T19:00'
		]);
		expect(ruleOf({ repeat: 'monthlyLast', every: 1, until: null, count: null }, '2026-11-19T19:00')).toEqual({ refused: 'not-last' });
	});
});

test('it ends after its last day, after its count, and before the occurrence from which something else began', () => {
	expect(originals(times({ until: '2026-12-03' }, '2026-11-26T19:00', 'UTC'))).toEqual(['2026-11-26T19:00', '2026-12-03T19:00']);
	expect(originals(times({ count: 3, every: 2 }, '2026-11-26T19:00', 'UTC'))).toEqual([
		'2026-11-26T19:00',
		'2026-12-10T19:00',
		'2026-12-24T19:00'
	]);
	expect(originals(times({}, '2026-11-26T19:00', 'UTC', { endsBefore: '2026-12-03T19:00' }))).toEqual(['2026-11-26T19:00']);
});

test('in words', () => {
	const said = (recurrence: Partial<Recurrence>, start: string) =>
		ruleInWords(times(recurrence, start, 'UTC').rule, start, 'Europe/Berlin');
	expect(said({ every: 2, until: '2027-03-31' }, '2026-11-26T19:00')).toBe(
		'Every 2 weeks on Thursday at 19:00 (Europe/Berlin), until 31 March 2027'
	);
	expect(said({ repeat: 'monthlyWeekday', count: 10 }, '2026-11-26T19:00')).toBe(
		'Every month on the fourth Thursday at 19:00 (Europe/Berlin), 10 times'
	);
	expect(said({ repeat: 'monthlyDay' }, '2026-01-31T19:00')).toBe(
		'Every month on day 31 of the month at 19:00 (Europe/Berlin); months without that day are left out'
	);
});

describe('for every series', () => {
	const zones = [
		'Europe/Berlin',
		'America/New_York',
		'Australia/Lord_Howe',
		'Africa/Casablanca',
		'Asia/Kathmandu',
		'Pacific/Apia',
		'America/Santiago',
		'UTC'
	];
	const series = fc
		.record({
			repeat: fc.constantFrom(...repeats),
			every: fc.integer({ min: 1, max: 4 }),
			count: fc.option(fc.integer({ min: 2, max: 20 })),
			day: fc.integer({ min: 0, max: 730 }),
			minute: fc.integer({ min: 0, max: 1439 }),
			zone: fc.constantFrom(...zones)
		})
		.map(({ day, minute, zone, ...recurrence }) => {
			const start = Temporal.PlainDateTime.from('2026-01-01T00:00').add({ days: day, minutes: minute });
			const local = start.toString({ smallestUnit: 'minute' });
			const repeat = recurrence.repeat === 'monthlyLast' && start.day + 7 <= start.daysInMonth ? 'weekly' : recurrence.repeat;
			return times({ ...recurrence, repeat, until: null }, local, zone);
		});

	test('every occurrence keeps its local time, but where that time does not exist; none is twice', () => {
		fc.assert(
			fc.property(series, (of) => {
				const found = all(of, 800);
				expect(found[0]?.original).toBe(of.localStart);
				expect(new Set(found.map(({ original }) => original)).size).toBe(found.length);
				for (const { original, at } of found) {
					expect(original.slice(11)).toBe(of.localStart.slice(11));
					const wall = Temporal.PlainDateTime.from(original);
					const exists = wall.toZonedDateTime(of.zone).toPlainDateTime().equals(wall);
					if (exists) expect(localOf(at, of.zone)).toBe(original);
					else expect(localOf(at, of.zone) > original).toBe(true);
				}
			}),
			{ numRuns: 150 }
		);
	});

	test('leaving days out takes exactly those, and moves no other; any window shows the same occurrences', () => {
		fc.assert(
			fc.property(series, fc.infiniteStream(fc.boolean()), fc.integer({ min: 1, max: 300 }), (of, leave, cut) => {
				const found = all(of, 600);
				const out = found.filter(() => leave.next().value).slice(0, 10);
				const rest = all({ ...of, exceptions: out.map(({ original }) => original.slice(0, 10)) }, 600);
				expect(rest).toEqual(found.filter((one) => !out.includes(one)));
				const from = momentOf(of.localStart, of.zone).getTime() - 1;
				const middle = new Date(from + cut * dayMs);
				const halves = [...occurrencesOf(of, new Date(from), middle), ...occurrencesOf(of, middle, new Date(from + 1 + 600 * dayMs))];
				expect(halves).toEqual(found);
			}),
			{ numRuns: 100 }
		);
	});

	test('a rule says what it was made of', () => {
		fc.assert(
			fc.property(series, (of) => void expect(ruleOf(recurrenceOf(of.rule), of.localStart)).toBe(of.rule)),
			{ numRuns: 100 }
		);
	});
});
