// A few at a time: the rest wait in their order, and one that fails lets the next one in.
import { expect, test } from 'vitest';
import { few } from './few.ts';

test('no more than two at once, in the order they came, whatever fails', async () => {
	const gate = few(2);
	const began: number[] = [];
	const ends: (() => void)[] = [];
	const work = [0, 1, 2, 3].map((n) =>
		gate(async () => {
			began.push(n);
			await new Promise<void>((resolve) => (ends[n] = resolve));
			if (n === 0) throw new Error('fails');
			return n;
		}).catch((error: Error) => error.message)
	);
	await Promise.resolve();
	expect(began).toEqual([0, 1]);
	ends[0]!();
	expect(await work[0]).toBe('fails');
	await Promise.resolve();
	expect(began).toEqual([0, 1, 2]);
	ends[1]!();
	await work[1];
	ends[2]!();
	await work[2];
	ends[3]!();
	expect(await Promise.all(work)).toEqual(['fails', 1, 2, 3]);
	expect(began).toEqual([0, 1, 2, 3]);
});
