// [V1] What a page has, it needs not be told again: time alone makes no news, in no moment of a gathering and for nobody in it.

import { expect, test } from 'vitest';
import { states } from '../../../tests/support/states.ts';
import { lasting } from './lasting.ts';

test.each(Object.entries(states))('[V1] %s: a second later there is nothing new to anybody', (_, make) => {
	const t = make();
	const all = () => t.c.seats.map(({ seat }) => lasting(t.see(seat)));
	const before = all();
	t.now += 1000;
	expect(all()).toEqual(before);
});
