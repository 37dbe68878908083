// Whether a gathering is covered: two credentialed people expected, or somebody on call for the whole of it. Its machine is
// told while its lobby is open, so that deep work does not begin without.

import { and, eq, inArray } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { limits } from '../../gathering/limits.ts';
import { db, sql } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { env } from '../env/index.ts';
import { send } from '../gatherings/gatherings.ts';
import { credentialUntil } from '../accounts/credentials.ts';
import { readyFor } from './duty.ts';
import { onCallThroughout } from './roster.ts';

export interface Cover {
	/** Credentialed people who have a seat and hold it, until its planned end. */
	seated: number;
	/** At every moment of it somebody is on call who has no seat in it. */
	onCall: boolean;
	/** The format asks for two, and does not begin without cover. */
	deepWork: boolean;
	/** The operator lets it begin all the same. */
	waived: boolean;
}

/** The operator's configuration may waive cover for deep work; a host may not. */
const waived = (): boolean => env.DEEP_WORK_WITHOUT_COVER === 'yes';

/** How a gathering is covered as things stand now, or null when there is none. */
export async function coverOf(gatheringId: string, now = new Date()): Promise<Cover | null> {
	const [plan] = await db().select().from(gatherings).where(eq(gatherings.id, gatheringId));
	if (!plan) return null;
	const end = new Date(plan.startsAt.getTime() + plan.minutes * 60_000);
	const sitting = await db()
		.select({ accountId: seats.accountId })
		.from(seats)
		.where(and(eq(seats.gatheringId, gatheringId), inArray(seats.role, ['facilitator', 'coFacilitator'])));
	const ids = sitting.flatMap(({ accountId }) => accountId ?? []);
	const until = await Promise.all(ids.map((id) => credentialUntil(id, end)));
	return {
		seated: until.filter((at) => at !== null).length,
		onCall: await coverThroughout(plan.circleId, plan.startsAt, end, ids, now),
		deepWork: plan.format.credentialed >= limits.deepWork,
		waived: waived()
	};
}

/**
 * Whether at every moment of a time that is still to come somebody is on call for a circle.
 * @param not accounts that sit in it: they cannot come to its help from outside
 */
export async function coverThroughout(circleId: string, startsAt: Date, end: Date, not: string[], now = new Date()): Promise<boolean> {
	const others = (await readyFor(circleId, now, end)).filter(({ accountId }) => !not.includes(accountId));
	const from = Math.max(startsAt.getTime(), now.getTime());
	return onCallThroughout(
		others.map(({ duty }) => duty),
		from,
		Math.max(from, end.getTime())
	);
}

/** Tells the machine of each gathering of deep work whose lobby is open, when its cover changed. Safe on several nodes at once. */
export async function runCover(now = new Date()): Promise<void> {
	const open = await sql()<{ id: string; covered: boolean }[]>`
		select m.gathering_id as id, m.covered
		from gatherings g join machines m on m.gathering_id = g.id
		where g.starts_at between now() - interval '1 day' and now() + interval '1 hour' and g.cancelled_at is null
			and (g.format->>'credentialed')::int >= ${limits.deepWork} and m.lifecycle = 'lobby'`;
	await eachAlone('cover', open, ({ id, covered }) => tellCover(id, covered, now));
}

/** Tells one machine, when it knows otherwise. */
export async function tellCover(id: string, known: boolean | null = null, now = new Date()): Promise<void> {
	const cover = await coverOf(id, now);
	const covered = cover !== null && (cover.onCall || cover.waived);
	if (covered !== known) await send(id, { kind: 'house' }, { type: 'COVER', covered });
}
