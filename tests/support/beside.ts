// What somebody's commands take while others ask a lot of the same node, against what they take while the machine is as busy with
// something else: a slow machine is slow in both.
import { setTimeout as nap } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect } from 'vitest';
import type { PageClient } from '../../src/lib/server/simulated/client.ts';

/** As quick as somebody presses who only presses. */
const handsMs = 30;
const fewest = 20;
/** One round may have met somebody else's work; what is held up is held up in each. */
const rounds = 3;

/** How long each of somebody's commands took while `still` is true, in milliseconds, shortest first. */
export async function commands(page: PageClient, still: () => boolean): Promise<number[]> {
	const took: number[] = [];
	for (let on = true; still() || took.length < fewest; on = !on) {
		const began = performance.now();
		const answer = await page.act({ type: 'LISTEN_TONIGHT', on });
		expect('ok' in answer || answer.refused === 'nothing-to-do', JSON.stringify(answer)).toBe(true);
		took.push(performance.now() - began);
		await nap(handsMs);
	}
	return took.toSorted((a, b) => a - b);
}

const at = (sorted: number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;

/** Commands while a thread of this process, and none of the node's, is as busy as one can be. */
async function floor(page: PageClient): Promise<number[]> {
	const busy = new Worker('for (;;) Math.sqrt(Math.random())', { eval: true });
	try {
		return await commands(page, () => false);
	} finally {
		await busy.terminate();
	}
}

/**
 * In the best of three rounds the middle command is moved by less than this, and one in twenty by less than as much again as it
 * takes anyway. In milliseconds.
 * @param flood what others ask meanwhile
 */
export async function expectUnmoved(page: PageClient, flood: () => Promise<unknown>, movedMs: number): Promise<void> {
	const found: string[] = [];
	for (let round = 0; round < rounds; round++) {
		const alone = await floor(page);
		let going = true;
		const flooding = flood().finally(() => (going = false));
		const beside = await commands(page, () => going);
		await flooding;
		const middle = at(beside, 0.5) - at(alone, 0.5);
		const tail = at(beside, 0.95) - at(alone, 0.95);
		found.push(`alone ${at(alone, 0.5).toFixed(1)}/${at(alone, 0.95).toFixed(1)} ms, moved by ${middle.toFixed(1)}/${tail.toFixed(1)} ms`);
		if (middle < movedMs && tail < 2 * movedMs + 2 * at(alone, 0.95)) return;
	}
	expect.fail(`the middle and the slowest of twenty commands: ${found.join('; ')}`);
}
