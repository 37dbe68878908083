// Ways into a circle: what stands between somebody and a seat. Whoever holds or hosts the circle is in already.

import { hasAttended } from './attended.ts';
import type { Standing } from './circles.ts';
import { hasBegun } from './cohort.ts';

export type WayRefusal = 'ask-first' | 'invited-only' | 'cohort-begun' | 'account-needed' | 'orientation-first';

/**
 * Why somebody may not take a seat in a circle's gatherings, or wait for one; null when they may.
 * @param accountId theirs; null for a guest
 */
export async function wayIn({ circle, host, member, facilitator }: Standing, accountId: string | null, now = new Date()): Promise<WayRefusal | null> {
	if (host || facilitator) return null;
	if (!member && circle.cohort && (await hasBegun(circle.id, now))) return 'cohort-begun';
	if (!member && circle.access === 'approval') return 'ask-first';
	if (!member && circle.access === 'invitation') return 'invited-only';
	if (!circle.prerequisite) return null;
	if (!accountId) return 'account-needed';
	return (await hasAttended(accountId, circle.prerequisite, now)) ? null : 'orientation-first';
}
