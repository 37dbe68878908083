// What gatherings are told now and again of those outside: whether they are covered, how many can be reached, and how far their
// alerts have come, for what another node did and for time that has passed.

import { every } from '../ground/every.ts';
import { logFailure } from '../ground/log.ts';
import { runCover } from './cover.ts';
import { onCallLimits } from './limits.ts';
import { tellReach } from './reach.ts';
import { tellOnCall } from './reachable.ts';

type Looks = Record<string, () => Promise<unknown>>;
const ours: Looks = { cover: runCover, 'on call': tellOnCall, reach: tellReach };

/** One look at each. What fails is logged, and holds up none of the others. */
async function lookAll(looks: Looks): Promise<void> {
	for (const [what, look] of Object.entries(looks)) await look().catch((error) => logFailure(what, error));
}

/**
 * Begins looking. Returns how to end it.
 * @param others what else gatherings are told as often, by the name its failure is logged by
 */
export const openLooking = (others: Looks): (() => void) =>
	every(onCallLimits.coverMs, 'cover', () => lookAll({ ...ours, ...others }), onCallLimits.coverMs);
