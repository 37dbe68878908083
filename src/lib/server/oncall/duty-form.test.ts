// What is typed on the page "On call", as moments.
import { expect, test } from 'vitest';
import { asTime, daysFrom, nextAt, scopeOf, shiftFrom } from './duty-form.ts';

const form = (fields: Record<string, string>): FormData => {
	const made = new FormData();
	for (const [name, value] of Object.entries(fields)) made.set(name, value);
	return made;
};

test('“until 23:00” is tonight, and tomorrow when it is later already', () => {
	expect(nextAt('23:00', 'Europe/Berlin', new Date('2026-11-21T21:59:00Z'))).toEqual(new Date('2026-11-21T22:00:00Z'));
	expect(nextAt('23:00', 'Europe/Berlin', new Date('2026-11-21T22:00:00Z'))).toEqual(new Date('2026-11-22T22:00:00Z'));
	expect(nextAt('24:00', 'Europe/Berlin', new Date())).toBeNull();
});

test('away is whole days, where the person lives, also when one of them has 25 hours', () => {
	expect(daysFrom('2026-10-25', '2026-10-25', 'Europe/Berlin')).toEqual({
		from: new Date('2026-10-24T22:00:00Z'),
		until: new Date('2026-10-25T23:00:00Z')
	});
	expect(daysFrom('2026-02-30', '2026-03-01', 'UTC')).toBeNull();
	expect(daysFrom('', '2026-03-01', 'UTC')).toBeNull();
});

test('a shift needs a day and two times', () => {
	expect(shiftFrom(form({ weekday: '6', from: '19:00', until: '02:30' }), 'UTC')).toEqual({
		zone: 'UTC',
		weekday: 6,
		fromMinute: 1140,
		untilMinute: 150
	});
	for (const odd of [{ weekday: '8' }, { weekday: '0' }, { from: '7:00' }, { until: '' }])
		expect(shiftFrom(form({ weekday: '6', from: '19:00', until: '02:30', ...odd }), 'UTC')).toBeNull();
});

test('every circle, one circle, or something odd', () => {
	const id = '6b2f2a0e-4a7e-4c44-9f3c-0d6c2f8a6a10';
	expect([scopeOf(form({})), scopeOf(form({ circle: id })), scopeOf(form({ circle: 'all of them' }))]).toEqual([null, id, undefined]);
});

test('minutes as a clock shows them', () => {
	expect([0, 65, 1439].map(asTime)).toEqual(['00:00', '01:05', '23:59']);
});
