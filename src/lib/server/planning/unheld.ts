// Gatherings that begin soon and that nobody credentialed has said yes to: the hosts are told, by mail once and on the screen.

import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db } from '../db/index.ts';
import { circleFacilitators, circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { expected } from '../seats/seating.ts';
import { tellHosts } from '../seats/seated.ts';
import { beyondPeers } from './peers.ts';
import { openRelief } from './relief.ts';
import { seriesLimits } from './limits.ts';

/** Whether hosts are to know that nobody credentialed will hold a gathering: it is near, and somebody was meant to. */
export async function unheld(plan: typeof gatherings.$inferSelect, now = new Date()): Promise<boolean> {
	const { startsAt, format, cancelledAt, circleId, id } = plan;
	const near = !cancelledAt && startsAt > now && startsAt.getTime() - now.getTime() <= seriesLimits.unheldMs;
	// Somebody is ill and was or is looked for: of that the hosts are told by itself.
	if (!near || (await openRelief(id)) || (await expected(id, startsAt)).credentialed) return false;
	if (format.credentialed > 0 || (await beyondPeers(plan, now))) return true;
	const trained = and(eq(circleFacilitators.circleId, circleId), inArray(circleFacilitators.role, ['facilitator', 'coFacilitator']));
	return (await db().select({ id: circleFacilitators.accountId }).from(circleFacilitators).where(trained).limit(1)).length > 0;
}

/** Tells the hosts of each such gathering, once. Safe on several nodes at once. */
export async function runUnheld(now = new Date()): Promise<void> {
	const near = await db()
		.select({ gathering: gatherings })
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(
			and(
				eq(circles.rehearsal, false),
				isNull(gatherings.cancelledAt),
				gt(gatherings.startsAt, now),
				lte(gatherings.startsAt, new Date(now.getTime() + seriesLimits.unheldMs))
			)
		);
	await eachAlone('unheld', near, async ({ gathering }) => {
		if (await unheld(gathering, now))
			await db().transaction((tx) => tellHosts(tx, gathering.circleId, gathering.id, 'unheld', gathering.startsAt.toISOString()));
	});
}
