// What a node does for waiting lists in the background: offers that ran out pass on, seats that came free are offered, lines end.
// Several nodes may do it at once: a gathering that somebody holds is left to them.

import { eq, sql } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db } from '../db/index.ts';
import { gatherings } from '../db/schema.ts';
import { logFailure } from '../ground/log.ts';
import { waitingLimits } from '../../coming/limits.ts';
import { settleLine } from './waiting.ts';

/** Settles every line in which something is due. */
export async function keepLines(now = new Date()): Promise<void> {
	const at = now.toISOString();
	const due = await db().execute<{ id: string }>(sql`
		select g.id from gatherings g
		join lateral (
			select count(*) filter (where not passed and offer_until is null) as waits,
				count(*) filter (where offer_until > ${at}) as offered,
				count(*) filter (where offer_until <= ${at}) as over,
				count(*) as rows
			from waiting where gathering_id = g.id
		) line on line.rows > 0
		where g.id in (select gathering_id from waiting) and (
			line.over > 0 or g.cancelled_at is not null or g.starts_at <= ${at}
			or (line.waits > 0 and g.seats > line.offered + (select count(*) from seats where gathering_id = g.id)))`);
	await eachAlone('lines', due, ({ id }) =>
		db().transaction(async (tx) => {
			const [plan] = await tx.select().from(gatherings).where(eq(gatherings.id, id)).for('no key update', { skipLocked: true });
			if (plan) await settleLine(tx, plan, now);
		})
	);
}

/** Looks now and again. Returns how to end it. */
export function openLines(): () => void {
	let busy = false;
	const looking = setInterval(() => {
		if (busy) return;
		busy = true;
		void keepLines()
			.catch((error) => logFailure('lines', error))
			.finally(() => (busy = false));
	}, waitingLimits.lookMs);
	return () => clearInterval(looking);
}
