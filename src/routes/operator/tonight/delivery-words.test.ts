import { expect, test } from 'vitest';
import { deliveryWords } from './delivery-words';

test('what was handed over, what waits and what failed, with the last reason', () => {
	const last = { why: 'it answered 500', when: 'Friday' };
	expect(deliveryWords({ carrier: 'webhook', sent: 3, waiting: 1, failed: 0, last }, true)).toBe(
		'3 handed over, 1 waiting, 0 failed. Last failure, Friday: it answered 500.'
	);
	expect(deliveryWords({ carrier: 'push', sent: 1, waiting: 0, failed: 2, last: null }, true)).toBe('1 handed over, 0 waiting, 2 failed.');
});

test('a mail in the outbox was handed to nobody', () => {
	expect(deliveryWords({ carrier: 'mail', sent: 2, waiting: 0, failed: 0, last: null }, false)).toContain(
		'2 in the outbox, where they reach nobody'
	);
});
