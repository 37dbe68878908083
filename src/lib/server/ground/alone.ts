// Many people's things in one round: what fails for one of them is logged, and holds up none of the others.

import { logFailure } from './log.ts';

/**
 * Does something for one after the other, and for all of them. Never throws.
 * @param what the name that a failure is logged by
 */
export async function eachAlone<T>(what: string, all: Iterable<T>, does: (one: T) => Promise<unknown>): Promise<void> {
	for (const one of all) await does(one).catch((error: unknown) => logFailure(what, error));
}
