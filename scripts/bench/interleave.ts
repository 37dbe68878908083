// Takes turns between the sides that are compared: A B A B, so that whatever the machine does meets all of them.
import { setTimeout as nap } from 'node:timers/promises';

export interface Side {
	/** Brings everything into the state from which is measured; not part of the time. */
	prepare(): Promise<void>;
	/** One sample; null when it was lost, which is told with the figure. */
	measure(): Promise<number | null>;
	/** Leaves nothing under way that the other side would feel. */
	settle?(): Promise<void>;
}

export interface Pace {
	n: number;
	/** Samples of each side that are thrown away first: connections, compilers and caches warm up. */
	warmUp: number;
	/** Stops early, with fewer samples, after this. */
	maxMs: number;
}

/** A rest of random length before each sample, so that no timer of the machine falls into step with it. */
const restMs = { least: 10, most: 25 };

/** The samples of each side, in the order of `sides`: equally many of each, but for those that were lost. */
export async function interleaved(sides: Side[], { n, warmUp, maxMs }: Pace): Promise<number[][]> {
	const samples: number[][] = sides.map(() => []);
	const until = performance.now() + maxMs;
	for (let round = -warmUp; round < n && performance.now() < until; round++) {
		for (const [index, side] of sides.entries()) {
			await side.prepare();
			await nap(restMs.least + Math.random() * (restMs.most - restMs.least));
			const sample = await side.measure();
			if (round >= 0 && sample !== null) samples[index]?.push(sample);
			await side.settle?.();
		}
	}
	return samples;
}

/** Resolves with what `ask` returns once it is not null; throws after `ms`, saying what was waited for. */
export async function until<T>(what: string, ask: () => T | null | undefined | false, ms = 10_000): Promise<T> {
	const end = performance.now() + ms;
	for (;;) {
		const found = ask();
		if (found) return found;
		if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
		await nap(2);
	}
}
