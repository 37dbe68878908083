// What a node does for waiting lists in the background: offers that ran out pass on, seats that came free are offered, lines end.
// Several nodes may do it at once: a gathering that somebody holds is left to them.

import { eq, inArray } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { waiting } from '../db/schema-seats.ts';
import { every } from '../ground/every.ts';
import { waitingLimits } from '../../admission/limits.ts';
import { isDue } from '../../admission/line.ts';
import { waitingLinesOf } from './free.ts';
import { advanceLine } from './waiting.ts';

/** Advances every line in which something is due. */
export async function runLines(now = new Date()): Promise<void> {
	const plans = await db()
		.select({ id: gatherings.id, seats: gatherings.seats, startsAt: gatherings.startsAt, cancelledAt: gatherings.cancelledAt })
		.from(gatherings)
		.where(inArray(gatherings.id, db().select({ id: waiting.gatheringId }).from(waiting)));
	const lines = await waitingLinesOf(db(), plans);
	const due = plans.filter(({ id }) => isDue(lines.get(id)!, now.getTime()));
	await eachAlone('lines', due, ({ id }) =>
		db().transaction(async (tx) => {
			const [plan] = await tx.select().from(gatherings).where(eq(gatherings.id, id)).for('no key update', { skipLocked: true });
			if (plan) await advanceLine(tx, plan, now);
		})
	);
}

/** Looks now and again. Returns how to end it. */
export const openLines = (): (() => void) => every(waitingLimits.lookMs, 'lines', () => runLines(), waitingLimits.lookMs);
