// Work that comes round again on one node, for as long as it runs.

import { logFailure } from './log.ts';

/**
 * Does something now and again and again, each time `ms` after the last has ended. What fails is logged and tried the next time.
 * @param what the name it is logged by
 * @returns how to end it
 */
export function every(ms: number, what: string, job: () => Promise<unknown>): () => void {
	let timer: NodeJS.Timeout | undefined;
	let ended = false;
	const next = async () => {
		await job().catch((error) => logFailure(what, error));
		if (!ended) timer = setTimeout(next, ms);
	};
	void next();
	return () => {
		ended = true;
		clearTimeout(timer);
	};
}
