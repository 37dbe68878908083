// Numbers out of samples: percentiles, ratios and drift. Measures nothing and knows no metric by name.
import { loadavg } from 'node:os';

/** A floor that moved more than this between the quarters of its run tells nothing. */
export const driftLimit = 0.25;

export interface Figure {
	unit: string;
	n: number;
	p50: number;
	p99: number;
	floor_p50: number | null;
	floor_p99: number | null;
	ratio_p50: number | null;
	ratio_p99: number | null;
	/** How far the floor's quarters lie apart, as a part of its median; null where it has too few samples. */
	floor_drift: number | null;
	/** The machine's load over the last minute when the measuring began and ended. */
	load: [number, number];
	goal: string;
	/** Null where PROOF.md sets no goal. */
	met: boolean | null;
	/** What else must be known to read it. */
	notes: string[];
}

/** The value below which `part` (0 to 1) of the samples lie; NaN without samples. */
export function percentile(samples: number[], part: number): number {
	const sorted = samples.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}

/** The spread of the medians of four equal stretches of time, as a part of the whole median; null below 40 samples. */
export function drift(samples: number[]): number | null {
	if (samples.length < 40) return null;
	const quarter = samples.length / 4;
	const medians = [0, 1, 2, 3].map((q) => percentile(samples.slice(Math.round(q * quarter), Math.round((q + 1) * quarter)), 0.5));
	return (Math.max(...medians) - Math.min(...medians)) / percentile(samples, 0.5);
}

export const loadNow = (): number => loadavg()[0] ?? 0;

/**
 * One metric from the samples of both sides.
 * @param floor null where the goal is an absolute number
 * @param judge whether the goal is met
 */
export function figure(
	about: { unit: string; goal: string; loadBefore: number; notes?: string[] },
	ours: number[],
	floor: number[] | null,
	judge: (figure: Figure) => boolean | null
): Figure {
	const [p50, p99] = [percentile(ours, 0.5), percentile(ours, 0.99)];
	const [floor50, floor99] = floor ? [percentile(floor, 0.5), percentile(floor, 0.99)] : [null, null];
	const made: Figure = {
		unit: about.unit,
		n: ours.length,
		p50: round(p50),
		p99: round(p99),
		floor_p50: floor50 === null ? null : round(floor50),
		floor_p99: floor99 === null ? null : round(floor99),
		ratio_p50: floor50 === null ? null : round(p50 / floor50),
		ratio_p99: floor99 === null ? null : round(p99 / floor99),
		floor_drift: floor && round(drift(floor)),
		load: [about.loadBefore, loadNow()],
		goal: about.goal,
		met: null,
		notes: about.notes ?? []
	};
	made.met = judge(made);
	return made;
}

function round(value: number): number;
function round(value: number | null): number | null;
function round(value: number | null): number | null {
	return value === null ? null : Math.round(value * 1000) / 1000;
}
