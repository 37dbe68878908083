// How often the media server is asked: seldom where its words come and nobody is missing, each second everywhere else.
import { expect, test } from 'vitest';
import type { State } from '../../gathering/state.ts';
import { asked, begun, calmMs, closeMs, doubtMs, lookIsDue, restlessMs, stirred } from './cadence.ts';

const all = (...connections: ('present' | 'unstable' | 'lost')[]) =>
	({ context: { seats: connections.map((connection, n) => ({ identity: `identity-${n}`, connection })) } }) as unknown as State;
const calm = all('present', 'present', 'lost');
const both = new Set(['identity-0', 'identity-1']);
/** Asked just now, at 1000. */
const fresh = () => ({ askedAt: 1000, doubtUntil: 0, restlessUntil: 0 });

test('where words come and nobody is missing, after five seconds', () => {
	expect(lookIsDue(fresh(), calm, true, 1000 + closeMs)).toBe(false);
	expect(lookIsDue(fresh(), calm, true, 1000 + calmMs)).toBe(true);
});

test('a node that was told nothing since its start asks each second', () => {
	expect(lookIsDue(fresh(), calm, false, 1000 + closeMs)).toBe(true);
});

test('so does a gathering in which somebody’s connection is unstable', () => {
	expect(lookIsDue(fresh(), all('present', 'unstable'), true, 1000 + closeMs)).toBe(true);
});

test('so does one in which something changed, until that is past', () => {
	const cadence = fresh();
	stirred(cadence, 1000);
	expect(lookIsDue(cadence, calm, true, 1000 + closeMs)).toBe(true);
	expect(lookIsDue({ ...cadence, askedAt: 1000 + restlessMs }, calm, true, 1000 + restlessMs + closeMs)).toBe(false);
});

test('who came or went untold makes it ask each second for a minute, and a word that comes ends that', () => {
	const cadence = fresh();
	asked(cadence, false, both, new Set(['identity-0']), 6000);
	expect(lookIsDue(cadence, calm, true, 6000 + closeMs)).toBe(true);
	expect(lookIsDue({ ...cadence, askedAt: 6000 + doubtMs }, calm, true, 6000 + doubtMs + closeMs)).toBe(false);
	asked(cadence, true, both, both, 7000);
	expect(lookIsDue(cadence, calm, true, 7000 + closeMs)).toBe(false);
});

test('who came or went as told, or where it was not known before, raises no doubt', () => {
	for (const [told, before, is] of [
		[true, both, new Set<string>()],
		[false, null, both],
		[false, both, null],
		[false, both, new Set(both)]
	] as const) {
		const cadence = fresh();
		asked(cadence, told, before && new Set(before), is && new Set(is), 6000);
		expect(lookIsDue(cadence, calm, true, 6000 + closeMs)).toBe(false);
	}
});

test('gatherings taken on together are first asked within the five seconds, each in its own moment', () => {
	expect(lookIsDue(begun(1000, 0.99), calm, true, 1000)).toBe(true);
	expect(lookIsDue(begun(1000, 0), calm, true, 1000 + closeMs)).toBe(false);
	expect(lookIsDue(begun(1000, 0), calm, true, 1000 + calmMs)).toBe(true);
});
