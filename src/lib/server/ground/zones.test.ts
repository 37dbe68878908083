import { expect, test } from 'vitest';
import { instantOf, inWords } from './zones.ts';

const berlin = 'Europe/Berlin';
const iso = (found: ReturnType<typeof instantOf>) => ('at' in found ? found.at.toISOString() : found.refused);

test('19:00 stays 19:00 on the wall in summer and in winter', () => {
	expect(iso(instantOf('2026-07-01T19:00', berlin))).toBe('2026-07-01T17:00:00.000Z');
	expect(iso(instantOf('2026-12-01T19:00', berlin))).toBe('2026-12-01T18:00:00.000Z');
});

test('a time the clocks jump over is refused, the minutes beside it are not', () => {
	expect(iso(instantOf('2026-03-29T02:30', berlin))).toBe('skipped');
	expect(iso(instantOf('2026-03-29T01:59', berlin))).toBe('2026-03-29T00:59:00.000Z');
	expect(iso(instantOf('2026-03-29T03:00', berlin))).toBe('2026-03-29T01:00:00.000Z');
});

test('a time that comes twice is asked about, then taken as said', () => {
	expect(iso(instantOf('2026-10-25T02:30', berlin))).toBe('twice');
	expect(iso(instantOf('2026-10-25T02:30', berlin, 'earlier'))).toBe('2026-10-25T00:30:00.000Z');
	expect(iso(instantOf('2026-10-25T02:30', berlin, 'later'))).toBe('2026-10-25T01:30:00.000Z');
});

test('what is no date, no time or no zone is refused by name', () => {
	expect(iso(instantOf('2026-02-30T19:00', berlin))).toBe('no-such-date');
	expect(iso(instantOf('tomorrow', berlin))).toBe('no-such-date');
	expect(iso(instantOf('2026-02-20T19:00', 'Europe/Atlantis'))).toBe('no-such-zone');
	expect(iso(instantOf('2026-02-20T19:00', '+02:00'))).toBe('no-such-zone');
});

test('a moment is told with its zone', () => {
	expect(inWords(new Date('2026-11-25T18:00:00Z'), berlin)).toBe('Wednesday, 25 November 2026, 19:00 (Europe/Berlin, GMT+1)');
});
