// Takes turns between the sides that are compared: A B A B, so that whatever the machine does meets all of them.
import { setTimeout as nap } from 'node:timers/promises';
import { within } from '../lib/processes.ts';

export interface Side {
	/** Brings everything into the state from which is measured; not part of the time. */
	prepare(): Promise<void>;
	/** One sample; null when it was lost, which is told with the figure. */
	measure(): Promise<number | null>;
	/** Waits until nothing of it is under way. */
	settle?(): Promise<void>;
	/** Before the other side's turn: stops whatever it would feel. */
	rest?(): Promise<void>;
	/** Begins anew after an error, which costs the sample; without it an error ends the whole part. */
	mend?(): Promise<void>;
}

export interface Pace {
	n: number;
	/** Samples of each side that are thrown away first: connections, compilers and caches warm up. */
	warmUp: number;
	/** So many samples of one side before the other's turn; 1 when absent. */
	block?: number;
	/** Stops early, with fewer samples, after this. */
	maxMs: number;
}

/** A rest of random length before each sample, so that no timer of the machine falls into step with it. */
const restMs = { least: 10, most: 25 };
const calmMs = 1500;

/** The samples of each side, in the order of `sides`: equally many of each, but for those that were lost. */
export async function interleaved(sides: Side[], { n, warmUp, block = 1, maxMs }: Pace): Promise<number[][]> {
	const samples: number[][] = sides.map(() => []);
	const until = performance.now() + maxMs;
	for (let round = -warmUp; round < n && performance.now() < until; round += block) {
		for (const [index, side] of sides.entries()) {
			for (let within = 0; within < Math.min(block, n - round); within++) {
				const sample = await sampleOf(side);
				if (round >= 0 && sample !== null) samples[index]?.push(sample);
			}
			await rested(side);
		}
	}
	return samples;
}

/** A side that does not come to rest begins anew before its next turn. */
async function rested(side: Side): Promise<void> {
	try {
		await side.rest?.();
	} catch (error) {
		if (!side.mend) throw error;
		console.error(`  No rest: ${error instanceof Error ? error.message : String(error)}`);
		await side.mend();
	}
}

async function sampleOf(side: Side): Promise<number | null> {
	try {
		return await patiently('a sample', once(side));
	} catch (error) {
		if (!side.mend) throw error;
		console.error(`  A sample is lost: ${error instanceof Error ? error.message : String(error)}`);
		await side.mend();
		return null;
	}
}

/** What takes longer than this hangs. */
const patienceMs = 30_000;

/** Throws when `work` hangs; what it waits for is left behind. */
export async function patiently<T>(what: string, work: Promise<T>, ms = patienceMs): Promise<T> {
	let made: { value: T } | undefined;
	if (
		!(await within(
			work.then((value) => void (made = { value })),
			ms
		)) ||
		!made
	)
		throw new Error(`${what} hangs`);
	return made.value;
}

async function once(side: Side): Promise<number | null> {
	await side.prepare();
	await nap(restMs.least + Math.random() * (restMs.most - restMs.least));
	const sample = await side.measure();
	await side.settle?.();
	return sample;
}

/** A room that was just filled is busy for a while: connections are still being set up behind everybody's back. */
export const calm = (): Promise<void> => nap(calmMs);

/** Resolves with what `ask` returns once it is not null; throws after `ms`, saying what was waited for. */
export async function until<T>(what: string | (() => string), ask: () => T | null | undefined | false, ms = 10_000): Promise<T> {
	const end = performance.now() + ms;
	for (;;) {
		const found = ask();
		if (found) return found;
		if (performance.now() > end) throw new Error(`not within ${ms} ms: ${typeof what === 'string' ? what : what()}`);
		await nap(2);
	}
}
