import { expect, test } from 'vitest';
import { forgive, limited } from './rates.ts';

test('after its uses a key waits, is told how long, and others are not touched', async () => {
	for (let n = 0; n < 5; n++) expect(await limited('link', 'ana')).toBeNull();
	const no = await limited('link', 'ana');
	expect(no?.refused).toBe('too-many');
	expect(no!.seconds).toBeGreaterThan(60);
	expect(no!.seconds).toBeLessThanOrEqual(900);
	expect(await limited('link', 'jonas')).toBeNull();
	expect(await limited('linkFrom', 'ana')).toBeNull();
});

test('a sign-in that succeeded forgives the tries before it', async () => {
	for (let n = 0; n < 10; n++) await limited('signIn', 'sol');
	expect(await limited('signIn', 'sol')).not.toBeNull();
	await forgive('signIn', 'sol');
	expect(await limited('signIn', 'sol')).toBeNull();
});
