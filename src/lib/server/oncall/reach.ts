// How far the alert about a call has come, counted from its deliveries and told to its gathering. No clock takes part in it.

import { and, eq, isNull } from 'drizzle-orm';
import { refuseReached } from '../../gathering/signals/rules.ts';
import type { Reach } from '../../gathering/types.ts';
import { clientOf, type Client, db, sql } from '../db/index.ts';
import { deliveries } from '../db/schema-outbox.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { logFailure } from '../ground/log.ts';
import { mailLeaves } from '../ground/smtp.ts';
import { onCallLimits } from './limits.ts';

interface Counted extends Reach {
	id: string;
	gathering: string;
	signalId: string;
}

/** The counts of open pages about a call. A mail that lies in the outbox of this machine was given to no carrier. */
const counted = (q: Client, ids: string[] | null) => q<Counted[]>`
	select p.id, p.gathering_id as gathering, p.signal_id as "signalId",
		count(distinct l.account_id)::int as people,
		count(distinct l.account_id) filter (where l.sent_at is not null and (l.carrier <> 'mail' or ${mailLeaves()}))::int as reached,
		count(distinct l.account_id) filter (where l.opened_at is not null)::int as seen,
		(p.answered_at is not null and p.answered_at > now() - ${onCallLimits.comingMs} * interval '1 millisecond')::int as coming
	from pages p left join deliveries l on l.page_id = p.id
	where p.kind = 'signal' and p.ended_at is null
		and ${ids === null ? q`p.spread_at is not null and p.raised_at > now() - ${onCallLimits.staleMs} * interval '1 millisecond'` : q`p.id = any(${ids}::uuid[])`}
	group by p.id`;

/** Whether its gathering would take it: it does not know that yet, and the call still asks outside. Waits for no lock. */
async function isNew(one: Counted): Promise<boolean> {
	const found = await look(one.gathering);
	return found !== null && refuseReached(found.state, one) === null;
}

/**
 * Tells gatherings how far the alerts about their open calls have come, where that differs from what they know.
 * @param ids these pages; without them every one for which it was decided who is reached
 */
export async function tellReach(ids: string[] | null = null): Promise<void> {
	if (ids?.length === 0) return;
	const all = await counted(sql(), ids);
	await Promise.all(all.map((one) => tellIfNew(one).catch((error) => void logFailure('reach', error))));
}

const tellIfNew = async (one: Counted): Promise<void> => {
	if (await isNew(one)) await tell(one);
};

/** Counted again under the gathering's lock: of two hand-overs at once the later count is told last. */
const tell = ({ id, gathering }: Counted): Promise<void> =>
	db().transaction(async (tx) => {
		const q = clientOf(tx);
		await q`select 1 from machines where gathering_id = ${gathering} for update`;
		const [now] = await counted(q, [id]);
		if (!now) return;
		const { signalId, people, reached, seen, coming } = now;
		await send(gathering, { kind: 'house' }, { type: 'REACHED', signalId, people, reached, seen, coming }, null, tx);
	});

/** Somebody opened the page of an alert that was sent to them: from now on they have seen it. */
export async function noteSeen(page: string, accountId: string): Promise<void> {
	const first = await db()
		.update(deliveries)
		.set({ openedAt: new Date() })
		.where(and(eq(deliveries.pageId, page), eq(deliveries.accountId, accountId), isNull(deliveries.openedAt)))
		.returning({ id: deliveries.id });
	if (first.length > 0) await tellReach([page]);
}
