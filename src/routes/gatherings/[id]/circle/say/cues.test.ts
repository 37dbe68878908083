// The soft sounds that ask for one's ear, and the tab's title.
import { expect, it } from 'vitest';
import type { View } from '$lib/gathering/viewed';
import { viewOf } from '../../../../../../tests/stories/views';
import { cuesBetween, titleOf } from './cues';

const change = (view: View, change: (view: View) => void): View => {
	const copy = structuredClone(view);
	change(copy);
	return copy;
};

it('a question to oneself, an answer, and a knock each sound, once', () => {
	const listening = viewOf('held', 7, 3);
	const asked = viewOf('asked', 7, 3);
	expect(cuesBetween(listening, asked)).toEqual(['asked']);
	expect(cuesBetween(asked, asked)).toEqual([]);
	expect(cuesBetween(viewOf('signalSent', 7, 3), viewOf('signalAnswered', 7, 3))).toEqual(['answered']);
	const led = viewOf('forYou', 7, 3);
	led.signal = { ...viewOf('signalSent', 7, 3).signal!, with: 1, how: 'pause' };
	expect(cuesBetween(viewOf('signalSent', 7, 3), led), 'a pause for them is an answer').toEqual(['answered']);
	const gone = change(viewOf('signalAnswered', 7, 3), ({ signal }) => Object.assign(signal!, { with: null, how: null, before: 1 }));
	expect(cuesBetween(viewOf('signalAnswered', 7, 3), gone), 'whoever answered is gone').toEqual([]);
	const leads = viewOf('signals', 7, 1);
	const knocked = change(leads, ({ facilitation }) => void facilitation!.waiting.push(9));
	expect(cuesBetween(leads, knocked)).toEqual(['knock']);
	expect(cuesBetween(knocked, knocked)).toEqual([]);
});

it('the title asks for one in neutral words, and is as always when nothing waits', () => {
	expect(titleOf(viewOf('held', 7, 3), true, false)).toBe('Evenround');
	expect(titleOf(viewOf('signals', 7, 1), false, false)).toBe('● You are asked for – Evenround');
	expect(titleOf(viewOf('asked', 7, 3), false, false)).toBe('● A question for you – Evenround');
	expect(titleOf(viewOf('offered', 7), true, false)).toBe('● Your turn – Evenround');
	expect(titleOf(viewOf('signalAnswered', 7, 3), true, true)).toBe('● An answer for you – Evenround');
	expect(titleOf(viewOf('signalAnswered', 7, 3), false, true)).toBe('Evenround');
	const knocked = change(viewOf('signals', 7, 1), ({ facilitation }) => Object.assign(facilitation!, { signals: [], waiting: [9] }));
	expect(titleOf(knocked, true, false)).toBe('● Somebody is at the door – Evenround');
	expect(titleOf(knocked, false, false)).toBe('Evenround');
	expect(titleOf(viewOf('held', 7, 1), true, false, 1)).toBe('● Somebody is at the door – Evenround');
});
