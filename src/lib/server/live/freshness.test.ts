import { expect, test } from 'vitest';
import { freshMs, isFresh } from './freshness.ts';

const at = 1_800_000_000_000;

test('a message is news once', () => {
	expect(isFresh('a', at, at)).toBe(true);
	expect(isFresh('a', at, at + 1)).toBe(false);
});
test('an old one, and one from the future, are none', () => {
	expect(isFresh('b', at - freshMs - 1, at)).toBe(false);
	expect(isFresh('c', at + freshMs + 1, at)).toBe(false);
	expect(isFresh('d', at - freshMs, at)).toBe(true);
});
test('one without an id is none', () => expect(isFresh('', at, at)).toBe(false));
test('what is remembered does not grow without end', () => {
	for (let n = 0; n < 12_000; n++) isFresh(`many ${n}`, at + n, at + n);
	expect(isFresh('many 11999', at + 11_999, at + 12_000)).toBe(false);
});
