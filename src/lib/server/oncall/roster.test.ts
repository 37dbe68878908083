// Who is on call at a moment, through nights, clock changes and changed plans.
import { describe, expect, test } from 'vitest';
import { onCallAt, onCallThroughout, spansOf, type Duty, type Shift } from './roster.ts';

const at = (text: string): number => Date.parse(text);
const berlin = (weekday: number, from: string, until: string): Shift => {
	const minute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
	return { zone: 'Europe/Berlin', weekday, fromMinute: minute(from), untilMinute: minute(until) };
};
const duty = (shifts: Shift[], said: Duty['said'] = []): Duty => ({ shifts, said });
/** Saturday in Europe, 21 November 2026. */
const saturday = berlin(6, '19:00', '21:00');

describe('the week', () => {
	test('from the first minute until just before the last', () => {
		const asked = ['17:59:59', '18:00:00', '19:59:59', '20:00:00'].map((time) => onCallAt(duty([saturday]), at(`2026-11-21T${time}Z`)));
		expect(asked).toEqual([false, true, true, false]);
	});

	test('on its own day only', () => {
		expect(onCallAt(duty([saturday]), at('2026-11-20T19:00:00+01:00'))).toBe(false);
		expect(onCallAt(duty([saturday]), at('2026-11-28T19:00:00+01:00'))).toBe(true);
	});

	test('past midnight it is still the night of the day it began', () => {
		const night = duty([berlin(6, '22:00', '02:00')]);
		expect(onCallAt(night, at('2026-11-22T01:59:00+01:00'))).toBe(true);
		expect(onCallAt(night, at('2026-11-22T02:00:00+01:00'))).toBe(false);
		expect(onCallAt(night, at('2026-11-21T01:00:00+01:00'))).toBe(false);
	});

	test('from a time until the same time is a whole day and night', () => {
		const whole = duty([berlin(6, '08:00', '08:00')]);
		expect(onCallAt(whole, at('2026-11-22T07:59:00+01:00'))).toBe(true);
		expect(onCallAt(whole, at('2026-11-22T08:00:00+01:00'))).toBe(false);
	});

	test('each zone has its own Saturday', () => {
		const kiritimati = duty([{ ...saturday, zone: 'Pacific/Kiritimati' }]);
		expect(onCallAt(kiritimati, at('2026-11-21T05:30:00Z'))).toBe(true);
		expect(onCallAt(kiritimati, at('2026-11-21T18:30:00Z'))).toBe(false);
	});
});

describe('when the clocks change', () => {
	test('19:00 is 19:00 by the clock, summer and winter', () => {
		const sunday = duty([berlin(7, '19:00', '21:00')]);
		expect(onCallAt(sunday, at('2026-10-18T17:00:00Z'))).toBe(true);
		expect(onCallAt(sunday, at('2026-10-25T17:00:00Z'))).toBe(false);
		expect(onCallAt(sunday, at('2026-10-25T18:00:00Z'))).toBe(true);
	});

	test('the night they go back has an hour more, and both readings of an hour are covered', () => {
		const hours = (shift: Shift) => {
			const [span] = spansOf(shift, at('2026-10-25T00:00:00Z'), at('2026-10-25T01:30:00Z'));
			return (span!.until - span!.from) / 3_600_000;
		};
		expect(hours(berlin(6, '22:00', '06:00'))).toBe(9);
		expect(hours(berlin(7, '02:00', '02:30'))).toBe(1.5);
	});

	test('the night they go forward has an hour less, and a shift in the missing hour is not lost', () => {
		const [night] = spansOf(berlin(6, '22:00', '06:00'), at('2026-03-29T00:00:00Z'), at('2026-03-29T00:00:00Z'));
		expect((night!.until - night!.from) / 3_600_000).toBe(7);
		const missing = duty([berlin(7, '02:15', '03:15')]);
		expect(onCallAt(missing, at('2026-03-29T00:30:00Z'))).toBe(true);
		expect(onCallAt(missing, at('2026-03-29T01:10:00Z'))).toBe(true);
		expect(onCallAt(missing, at('2026-03-29T01:15:00Z'))).toBe(false);
	});
});

describe('what was said since', () => {
	const noon = at('2026-11-21T12:00:00Z');
	const hour = 3_600_000;
	const said = (on: boolean, from: number, until: number, saidAt: number) => ({ on, from, until, saidAt });

	test('on call now, whatever the week says, until then', () => {
		const now = duty([], [said(true, noon, noon + hour, noon)]);
		expect([noon - 1, noon, noon + hour - 1, noon + hour].map((t) => onCallAt(now, t))).toEqual([false, true, true, false]);
	});

	test('away beats the week, and a later word beats away', () => {
		const evening = at('2026-11-21T18:30:00Z');
		const away = said(false, noon, noon + 24 * hour, noon);
		expect(onCallAt(duty([saturday], [away]), evening)).toBe(false);
		expect(onCallAt(duty([saturday], [said(true, evening, evening + hour, noon + 1), away]), evening)).toBe(true);
	});
});

describe('cover of a whole time', () => {
	const from = at('2026-11-21T18:00:00Z');
	const until = at('2026-11-21T20:00:00Z');
	const early = duty([berlin(6, '18:00', '20:00')]);
	const late = duty([berlin(6, '20:00', '23:00')]);

	test('two people who follow each other cover it; with a minute between them they do not', () => {
		expect(onCallThroughout([early, late], from, until)).toBe(true);
		expect(onCallThroughout([early, duty([berlin(6, '20:01', '23:00')])], from, until)).toBe(false);
		expect(onCallThroughout([early], from, until)).toBe(false);
		expect(onCallThroughout([], from, until)).toBe(false);
	});

	test('somebody away in the middle leaves a gap, unless another is there', () => {
		const away = { on: false, from: from + 1000, until: from + 2000, saidAt: 0 };
		expect(onCallThroughout([{ ...duty([saturday]), said: [away] }], from, until)).toBe(false);
		expect(onCallThroughout([{ ...duty([saturday]), said: [away] }, early], from, until)).toBe(true);
	});
});
