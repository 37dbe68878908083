// Ways into a circle: what stands between somebody and a seat. Whoever holds or hosts the circle is in already.

import { notAttended, wantedBefore } from './attended.ts';
import type { Membership } from './circles.ts';
import { hasBegun } from './begun.ts';
import type { Orientation } from '../../admission/choices.ts';
import type { Format } from '../../gathering/types.ts';

export type WayRefusal = 'ask-first' | 'invited-only' | 'cohort-begun' | 'account-needed' | 'orientation-first';

/**
 * Why somebody may not take a seat in a circle's gatherings, or wait for one; null when they may.
 * @param accountId theirs; null for a guest
 * @param format of the gathering it is about, which may ask for evenings before; null for the circle as a whole
 */
export const wayIn = async (
	membership: Membership,
	accountId: string | null,
	format: Pick<Format, 'wantsBefore'> | null,
	now = new Date()
): Promise<WayRefusal | null> =>
	wayWithout(membership, accountId, await notAttended(membership.circle.id, accountId, wantedBefore(membership.circle, format), now), now);

/** The same, for whoever knows already which evenings somebody should have been to and was not. */
export async function wayWithout(
	{ circle, host, member, facilitator }: Membership,
	accountId: string | null,
	missing: Orientation[],
	now: Date
): Promise<WayRefusal | null> {
	if (host || facilitator) return null;
	if (!member && circle.cohort && (await hasBegun(circle.id, now))) return 'cohort-begun';
	if (!member && circle.access === 'approval') return 'ask-first';
	if (!member && circle.access === 'invitation') return 'invited-only';
	if (missing.length === 0) return null;
	return accountId ? 'orientation-first' : 'account-needed';
}
