import { expect, test } from 'vitest';
import type { View } from '$lib/gathering/viewed';
import { apartWords, helped, othersOf, stepTime, stepWords, warned } from './pair-words';

const view = (you: number, pair: Partial<NonNullable<View['pair']>>): View =>
	({
		you: { seat: you },
		seats: [3, 4, 5, 2].map((seat) => ({ seat, name: `P${seat}` })),
		pair: { room: 'pair-1', seats: [3, 4, 5], helper: null, alone: null, step: 'a', speaker: 3, endsAt: null, moment: null, ...pair }
	}) as unknown as View;

test('each of the three reads their own part', () => {
	expect([3, 4, 5].map((you) => stepWords(view(you, {})).prompt)).toEqual(['This time is yours', 'P3 has the word', 'P3 has the word']);
	expect(stepWords(view(5, {})).line).toContain('silent witness');
	expect(stepWords(view(4, {})).line).toContain('Listen');
});

test('a moment of quiet comes before everything', () => {
	expect(stepWords(view(3, { moment: { seat: 4, until: 1 } })).prompt).toBe('A moment for P4');
	expect(stepWords(view(4, { moment: { seat: 4, until: 1 } })).prompt).toBe('A moment for you');
});

test('[D9] alone with the helper: the others wait, and everybody there reads it', () => {
	const apart = { seats: [3, 4], helper: 2, alone: 3 };
	expect(stepWords(view(3, apart))).toEqual({
		prompt: 'P2 is with you',
		line: "P4 waits in the circle. The pair's time stands still, and goes on afterwards. There is no hurry."
	});
	expect(stepWords(view(2, apart)).prompt).toBe('You are with P3');
	expect(othersOf(view(2, apart))).toEqual([3]);
	const before = "If you are alone with P3, P4 waits in the circle, and the pair's time stands still.";
	expect(apartWords(view(2, { ...apart, alone: null }), 3, false)).toBe(before);
	expect(apartWords(view(2, { ...apart, alone: null }), 3, true)).toBe(`${before} Your microphone opens then.`);
	expect(apartWords(view(3, { ...apart, alone: null }), 3, true)).toBe('');
});

test('[D9] who holds the circle reads who helps a pair, and with whom a helper is alone', () => {
	const held = { room: 'pair-1', seats: [3, 4], helper: null, asked: true, alone: false, apart: null };
	expect(helped(view(5, {}), held)).toBe('');
	expect(helped(view(5, {}), { ...held, helper: 2 })).toBe('P2 is with them.');
	expect(helped(view(5, {}), { ...held, helper: 2, apart: 3 })).toBe(
		'P2 is alone with P3. P4 waits in the circle, and the pairs’ time stands still.'
	);
	expect(helped(view(2, {}), { ...held, helper: 2, apart: 3 })).toContain('You are alone with P3.');
});

test('a helper is one of those who are there', () => {
	expect(othersOf(view(3, { helper: 2 }))).toEqual([4, 5, 2]);
	expect(othersOf(view(2, { helper: 2 }))).toEqual([3, 4, 5]);
});

test('time is told in words, and a quiet tone comes a minute and ten seconds before the end', () => {
	expect([600_000, 80_000, 9_000].map((left) => stepTime(1_000_000, 1_000_000 - left))).toEqual([
		'about 10 minutes',
		'about a minute',
		'a few breaths'
	]);
	expect(warned(100_000, 39_900, 40_100)).toBe(true);
	expect(warned(100_000, 40_100, 40_600)).toBe(false);
	expect(warned(100_000, 89_900, 90_400)).toBe(true);
	expect(warned(null, 0, 1)).toBe(false);
});
