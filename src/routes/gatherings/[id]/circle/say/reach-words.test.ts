// A sentence about people on call says what was counted, in good English, and never more.
import { expect, test } from 'vitest';
import type { Reach } from '$lib/gathering/types';
import { helpersLine, reachLine, reachPart } from './reach-words';

const circle = { seats: [] };
const counts = (people: number, reached = 0, seen = 0, coming = 0): { reach: Reach } => ({ reach: { people, reached, seen, coming } });

test('nothing is counted yet, or nobody is on call', () => {
	expect(reachLine(circle, { reach: null })).toBe('We are finding out who can be reached.');
	expect(reachLine(circle, counts(0))).toBe(
		'Nobody is on call just now. Your call stays open, and whoever comes on call is asked at once.'
	);
});

test.each<[string, { reach: Reach }]>([
	['One person on call is being reached.', counts(1)],
	['Two people on call are being reached.', counts(2)],
	['The person on call was sent the alert.', counts(1, 1)],
	['The person on call has seen the alert.', counts(1, 1, 1)],
	['One of two people on call was sent the alert.', counts(2, 1)],
	['Two of three people on call were sent the alert, and one has seen it.', counts(3, 2, 1)],
	['Both people on call were sent the alert.', counts(2, 2)],
	['Both people on call were sent the alert, and one has seen it.', counts(2, 2, 1)],
	['Both people on call were sent the alert, and both have seen it.', counts(2, 2, 2)],
	['All three people on call were sent the alert, and two have seen it.', counts(3, 3, 2)],
	['All three people on call were sent the alert, and all have seen it.', counts(3, 3, 3)],
	['One person on call is on the way.', counts(2, 2, 2, 1)],
	['Two people on call are on the way.', counts(2, 2, 2, 2)],
	['The person on call has seen the alert.', counts(1, 0, 1)]
])('%s', (sentence, call) => {
	expect(reachLine(circle, call)).toBe(sentence);
});

test('a rehearsal calls nobody, and says so', () => {
	const rehearsal = { seats: [{ simulated: true }] } as Parameters<typeof reachLine>[0];
	expect(reachLine(rehearsal, counts(0))).toBe('Nobody outside is called in a rehearsal.');
	expect(reachPart(rehearsal, { reach: null })).toBe('nobody outside is called in a rehearsal');
});

test('people on call are named only where somebody is', () => {
	expect(helpersLine({ onCall: 1 })).toContain('people on call');
	for (const onCall of [0, null]) expect(helpersLine({ onCall })).not.toContain('on call');
});
