// Whether a gathering can begin: with those who are expected, for pages; and at the press, from the facts as they are now.

import { cannotBegin, type CannotBegin } from '../../gathering/course/beginning.ts';
import { tellCover, type Cover } from '../oncall/cover.ts';
import type { Gathering } from './schedule.ts';
import type { Expected } from '../seats/seating.ts';
import { beyondPeers, tellPeers } from './peers.ts';

/** Why a gathering would not begin with those who are expected, by the machine's own rule; null when it would. */
export async function wouldNotBegin(
	plan: Gathering,
	{ facilitators: holders }: Expected,
	cover: Cover | null,
	now = new Date()
): Promise<CannotBegin> {
	const trained = holders.filter(({ credentialed, role }) => credentialed && role !== 'guardian').length;
	const covered = cover !== null && (cover.onCall || cover.waived);
	return cannotBegin({ trained, asks: plan.format.credentialed, covered, beyondPeers: await beyondPeers(plan, now) });
}

/** [E8] [E11] Somebody presses to begin: what the machine was told of those outside may be some seconds old. */
export async function askedToBegin(gathering: string): Promise<void> {
	await tellCover(gathering);
	await tellPeers(gathering);
}
