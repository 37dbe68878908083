// Work that comes round again on one node, for as long as it runs.

import { logFailure } from './log.ts';
import { pulse, stilled } from './pulse.ts';

/**
 * Does something now, or in a while, and again and again, each time `ms` after the last has ended. What fails is logged and tried the next time.
 * @param what the name it is logged by
 * @param firstMs what can wait leaves the first second of a node to whoever waits for its pages
 * @returns how to end it
 */
export function every(ms: number, what: string, job: () => Promise<unknown>, firstMs = 0): () => void {
	let timer: NodeJS.Timeout | undefined;
	let ended = false;
	const next = async () => {
		await job().then(
			() => ended || pulse(what, ms),
			(error) => logFailure(what, error)
		);
		if (!ended) timer = setTimeout(next, ms);
	};
	pulse(what, ms + firstMs);
	if (firstMs > 0) timer = setTimeout(next, firstMs);
	else void next();
	return () => {
		ended = true;
		stilled(what);
		clearTimeout(timer);
	};
}
