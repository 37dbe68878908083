// The shipped formats. Every one carries the base agreements and is marked as not yet reviewed.

import type { Format } from '../words.ts';
import { holdingSpace } from './holding-space.ts';
import { listeningInPairs } from './listening-in-pairs.ts';
import { rehearsal } from './rehearsal.ts';
import { roundTheCircle } from './round-the-circle.ts';
import { shortCheckIn } from './short-check-in.ts';

export { OPERATOR_SENTENCE } from './agreements.ts';
export { scaled } from './phases.ts';
export { holdingSpace, listeningInPairs, rehearsal, roundTheCircle, shortCheckIn };

/** Those a host may choose from. */
export const formats: Format[] = [roundTheCircle, shortCheckIn, holdingSpace, listeningInPairs];

export const formatById = (id: string): Format | undefined =>
	[...formats, rehearsal].find((f) => f.id === id);
