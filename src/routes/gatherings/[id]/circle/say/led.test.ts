import { expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import { signal } from '../../../../../../tests/stories/held';
import { callGoesOn, caseNames, ledIt } from './led.ts';

const call = (name: string, seat: number, more = {}) => ({ ...signal, id: name, name, seat, at: 0, ...more });

it('those who led and sat there have the debrief, and nobody else', () => {
	expect(ledIt(viewOf('ledEnded', 7))).toBe(true);
	expect(ledIt(viewOf('held', 7, 3))).toBe(false);
	const removed = viewOf('ledEnded', 7);
	removed.you.standing = 'removed';
	expect(ledIt(removed)).toBe(false);
});

it('names those whose calls are open', () => {
	const view = viewOf('held', 7, 1);
	const names = (...all: string[]) => caseNames({ ...view, cases: all.map((name, i) => call(name, i + 2)) });
	expect(names()).toBe('');
	expect(names('Ana')).toBe('Ana’s call for support is still open.');
	expect(names('Ana', 'Sol', 'Jonas')).toBe('The calls of Ana, Sol and Jonas are still open.');
});

it('tells its owner who has the call, by facts', () => {
	const view = viewOf('held', 7, 3);
	expect(callGoesOn({ ...view, signal: call('Ana', 3) })).toBe(
		'Mira led the circle and sees it with your name until somebody has spoken with you.'
	);
	expect(callGoesOn({ ...view, signal: call('Ana', 3, { whom: 'facilitator' }) })).toBe('It stays open until somebody closes it.');
	expect(callGoesOn({ ...view, signal: call('Ana', 3, { reach: { people: 2, reached: 2, seen: 0, coming: 0 } }) })).toContain(
		'2 people on call are told of it, too.'
	);
	expect(callGoesOn({ ...view, signal: call('Ana', 3, { reach: { people: 0, reached: 0, seen: 0, coming: 0 } }) })).toContain(
		'Nobody is on call.'
	);
});
