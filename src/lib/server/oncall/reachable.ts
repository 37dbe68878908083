// How many people outside can be reached for a gathering now. Its machine is told while its lobby is open and while it is on,
// so that every sentence about it is true.

import { and, inArray } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { inRing, seatIn } from '../../gathering/context.ts';
import { db, sql } from '../db/index.ts';
import { seats } from '../db/schema-seats.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { logFailure } from '../ground/log.ts';
import { onCallIn } from './duty.ts';

interface Open {
	id: string;
	circle: string;
	rehearsal: boolean;
	told: number | null;
}

/** Gatherings of which somebody can read it now. */
const openOnes = (only: string[] | null) => sql()<Open[]>`
	select m.gathering_id as id, g.circle_id as circle, c.rehearsal, m.on_call as told
	from gatherings g join machines m on m.gathering_id = g.id join circles c on c.id = g.circle_id
	where g.starts_at between now() - interval '1 day' and now() + interval '1 hour' and g.cancelled_at is null
		and m.lifecycle in ('lobby', 'live')
		and ${only === null ? sql()`true` : sql()`g.id = any(${only}::uuid[])`}`;

/**
 * Tells each gathering that is open how many can be reached for it, where that changed. Safe on several nodes at once.
 * @param only these gatherings; all of them without it
 */
export async function tellOnCall(only: string[] | null = null, now = new Date()): Promise<void> {
	const open = await openOnes(only);
	if (open.length === 0) return;
	const onCall = await onCallIn(now);
	const ids = new Map(open.map(({ id, circle, rehearsal }) => [id, rehearsal ? [] : onCall(circle).map(({ accountId }) => accountId)]));
	const sitting = await sittingOf(ids);
	await eachAlone('on call', open, async ({ id, told }) => {
		const people = ids.get(id)!.filter((account) => !sitting.has(`${id} ${account}`)).length;
		if (people !== told) await send(id, { kind: 'house' }, { type: 'ON_CALL', people });
	});
}

/** Somebody came on call or went: gatherings that are open are told without anybody waiting for it. */
export const tellChange = (): void => void tellOnCall().catch((error) => logFailure('on call', error));

/** Who of them sits in the ring of that gathering: they cannot come to its help from outside. */
async function sittingOf(ids: Map<string, string[]>): Promise<Set<string>> {
	const accounts = [...new Set([...ids.values()].flat())];
	if (accounts.length === 0) return new Set();
	const seated = await db()
		.select({ gathering: seats.gatheringId, account: seats.accountId, seat: seats.seat })
		.from(seats)
		.where(and(inArray(seats.gatheringId, [...ids.keys()]), inArray(seats.accountId, accounts)));
	const states = new Map(
		await Promise.all([...new Set(seated.map((s) => s.gathering))].map(async (id) => [id, (await look(id))?.state] as const))
	);
	const sits = seated.filter(({ gathering, seat }) => {
		const context = states.get(gathering)?.context;
		const found = context && seatIn(context, seat);
		return found !== undefined && inRing(found);
	});
	return new Set(sits.map(({ gathering, account }) => `${gathering} ${account}`));
}
