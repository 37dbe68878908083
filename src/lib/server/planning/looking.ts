// What gatherings are told now and again of those outside: whether they are covered, how many can be reached, and how far their
// alerts have come, for what another node did and for time that has passed.

import { every } from '../ground/every.ts';
import { keepPeers } from './peers.ts';
import { logFailure } from '../ground/log.ts';
import { keepCover } from '../oncall/cover.ts';
import { onCallLimits } from '../oncall/limits.ts';
import { tellReach } from '../oncall/reach.ts';
import { tellOnCall } from '../oncall/reachable.ts';

/** One look at each. What fails is logged, and holds up none of the others. */
async function lookAll(): Promise<void> {
	const looks = { cover: keepCover, peers: keepPeers, 'on call': tellOnCall, reach: tellReach };
	for (const [what, look] of Object.entries(looks)) await look().catch((error) => logFailure(what, error));
}

/** Begins looking. Returns how to end it. */
export const openLooking = (): (() => void) => every(onCallLimits.coverMs, 'cover', lookAll, onCallLimits.coverMs);
