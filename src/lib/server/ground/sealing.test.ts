import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { cardKey, seal, unseal } from './sealing.ts';

const key = randomBytes(32);
afterEach(() => {
	delete process.env.CARD_KEY;
});

test('what was sealed opens with the same key and the same owner, and with nothing else', () => {
	const sealed = seal(key, 'gathering:3', 'Ana, +49 30 123');
	expect(unseal(key, 'gathering:3', sealed)).toBe('Ana, +49 30 123');
	expect(unseal(randomBytes(32), 'gathering:3', sealed)).toBeNull();
	expect(unseal(key, 'gathering:4', sealed)).toBeNull();
	expect(unseal(key, 'gathering:3', '')).toBeNull();
});

test('every bit of it counts', () => {
	const bytes = Buffer.from(seal(key, 'g:1', 'a'), 'base64url');
	for (let bit = 0; bit < bytes.length * 8; bit++) {
		const changed = Buffer.from(bytes);
		changed[bit >> 3]! ^= 1 << (bit & 7);
		expect(unseal(key, 'g:1', changed.toString('base64url')), `bit ${bit}`).toBeNull();
	}
});

test('the same words never look the same twice', () => {
	expect(seal(key, 'g:1', 'the same')).not.toBe(seal(key, 'g:1', 'the same'));
});

test('the key is 32 bytes, or there is none', () => {
	expect(cardKey()).toBeNull();
	process.env.CARD_KEY = key.toString('hex');
	expect(cardKey()).toEqual(key);
	process.env.CARD_KEY = 'short';
	expect(cardKey).toThrow('64 hexadecimal');
});
