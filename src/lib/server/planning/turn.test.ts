// Whose turn it is.
import { expect, test } from 'vitest';
import { nextInTurn } from './turn.ts';

const ana = { accountId: 'ana', since: 3, lastHeldAt: 50 };
const jonas = { accountId: 'jonas', since: 2, lastHeldAt: 40 };
const sol = { accountId: 'sol', since: 5, lastHeldAt: null };
const wren = { accountId: 'wren', since: 4, lastHeldAt: null };
const order = (...not: string[]) => nextInTurn([ana, jonas, sol, wren], new Set(not))?.accountId ?? null;

test('first those who never held it, in the order in which they offered; then whoever held it longest ago', () => {
	expect(order()).toBe('wren');
	expect(order('wren')).toBe('sol');
	expect(order('wren', 'sol')).toBe('jonas');
	expect(order('wren', 'sol', 'jonas')).toBe('ana');
	expect(order('wren', 'sol', 'jonas', 'ana')).toBeNull();
});
