// Work that comes round again on one node, for as long as it runs.

import { logFailure } from './log.ts';
import { pulse, stilled } from './pulse.ts';

type Every = [ms: number, what: string, job: () => Promise<unknown>, firstMs?: number];

/**
 * Does something now, or in a while, and again and again, each time `ms` after the last has ended. What fails is logged and tried the next time.
 * @param what the name it is logged by
 * @param firstMs what can wait leaves the first second of a node to whoever waits for its pages
 * @returns how to end it
 */
export const every = (...work: Every): (() => void) => everyOrSooner(...work).end;

/**
 * The same, and at once when somebody knows that there is something to do; never twice at a time.
 * @returns how to end it, and how to have it done soon: a round that is under way is followed by another
 */
export function everyOrSooner(...[ms, what, job, firstMs = 0]: Every): { soon(): void; end(): void } {
	let timer: NodeJS.Timeout | undefined;
	let ended = false;
	let busy = false;
	let again = false;
	const next = async () => {
		clearTimeout(timer);
		busy = true;
		again = false;
		await job().then(
			() => ended || pulse(what, ms),
			(error) => logFailure(what, error)
		);
		busy = false;
		if (ended) return;
		if (again) void next();
		else timer = setTimeout(next, ms);
	};
	const soon = () => {
		if (busy) again = true;
		else if (!ended) void next();
	};
	pulse(what, ms + firstMs);
	if (firstMs > 0) timer = setTimeout(next, firstMs);
	else void next();
	return {
		soon,
		end() {
			ended = true;
			stilled(what);
			clearTimeout(timer);
		}
	};
}
