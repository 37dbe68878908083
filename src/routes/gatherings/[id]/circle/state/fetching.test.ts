// What is fetched later comes once the line is back, and nobody has to press for it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { againMs, fetching } from './fetching';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A part that cannot be fetched for the first `misses` tries. */
function begin(misses: number) {
	const load = vi.fn(() => (load.mock.calls.length > misses ? Promise.resolve('here') : Promise.reject(new Error('no line'))));
	const here = vi.fn();
	const missed = vi.fn();
	return { load, here, missed, end: fetching(load, here, missed) };
}

test('on a good line it is here at once, and nothing is missed', async () => {
	const { load, here, missed } = begin(0);
	await vi.advanceTimersByTimeAsync(againMs * 3);
	expect(here.mock.calls).toEqual([['here']]);
	expect(missed).not.toHaveBeenCalled();
	expect(load).toHaveBeenCalledOnce();
});

test('on a broken line each miss is told, and it comes by itself when the line is back', async () => {
	const { here, missed } = begin(2);
	await vi.advanceTimersByTimeAsync(againMs);
	expect(missed).toHaveBeenCalledTimes(2);
	expect(here).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(againMs);
	expect(here).toHaveBeenCalledOnce();
	expect(missed).toHaveBeenCalledTimes(2);
});

test('between two tries it waits', async () => {
	const { load } = begin(9);
	await vi.advanceTimersByTimeAsync(againMs - 1);
	expect(load).toHaveBeenCalledOnce();
});

test('nobody wants it any more: nothing is tried or told', async () => {
	const { load, missed, here, end } = begin(1);
	await vi.advanceTimersByTimeAsync(0);
	end();
	await vi.advanceTimersByTimeAsync(againMs * 3);
	expect(load).toHaveBeenCalledOnce();
	expect(missed).toHaveBeenCalledOnce();
	expect(here).not.toHaveBeenCalled();

	const under = begin(0);
	under.end();
	await vi.advanceTimersByTimeAsync(againMs);
	expect(under.here).not.toHaveBeenCalled();
});
