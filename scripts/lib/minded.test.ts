// Servers that end by themselves: started again at first at once, then with patience, and not for ever.
import { expect, test } from 'vitest';
import { mind, waitBefore, type Server } from './minded.ts';

test('waits longer each time, and gives up after five short lives', () => {
	const waits = [0, 1, 2, 3, 4, 5].map(waitBefore);
	expect(waits.every((wait, i) => i === 0 || wait! >= waits[i - 1]!)).toBe(true);
	expect(waits[1]).toBeLessThan(500);
	expect(waitBefore(6)).toBeNull();
});

interface Made extends Server {
	ends(): void;
}
function server(name: string): Made {
	const { promise: exited, resolve } = Promise.withResolvers<number | null>();
	const child = { name, pid: 0, marker: '', exited, kill: () => {}, stop: () => Promise.resolve() };
	return { child, ready: () => Promise.resolve(), ends: () => resolve(1) };
}

test('one that ends is followed by the next, which is told of when it answers; none follows when all is over', async () => {
	const [first, second] = [server('first'), server('second')];
	const told: string[] = [];
	let over = false;
	const { promise: stands, resolve } = Promise.withResolvers<void>();
	const minding = mind<Made>(first, {
		again: () => second,
		launched: (one) => told.push(one.child.name),
		answers: () => (told.push('answers'), resolve()),
		over: () => over
	});
	first.ends();
	await stands;
	over = true;
	second.ends();
	await minding;
	expect(told).toEqual(['second', 'answers']);
});
