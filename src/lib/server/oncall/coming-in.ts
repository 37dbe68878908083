// Coming in because of a page: a seat beyond the planned ones, with the right to pause the circle, named to everybody.

import { and, eq } from 'drizzle-orm';
import type { Account } from '../accounts/types.ts';
import { seatIn } from '../../gathering/context.ts';
import { roomsOpen, type State } from '../../gathering/state.ts';
import type { Seat } from '../../gathering/types.ts';
import { db, type Tx } from '../db/index.ts';
import { asRefusal, Abort } from '../db/abort.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { pages } from '../db/schema-oncall.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { note } from '../audit/index.ts';
import { credentialUntil } from '../accounts/credentials.ts';
import { nextSeatNumber } from '../seats/placing.ts';
import { onCallLimits } from './limits.ts';
import { tellReach } from './reach.ts';

type Page = typeof pages.$inferSelect;

export type ComeRefusal = 'page-over' | 'others-coming' | 'not-credentialed' | 'over' | 'removed' | 'full';
export type Came = { ok: true; seat: Seat } | { refused: ComeRefusal };

/**
 * Gives somebody who was paged a seat in the gathering, or their own seat the right to hold it. They have read the
 * agreements. The page is theirs from then on; after a minute without an answer inside, others may come as well.
 */
export async function comeIn({ id, gatheringId }: Page, account: Pick<Account, 'id' | 'name'>, now = new Date()): Promise<Came> {
	// Read before the transaction: inside it a second connection could be waited for by everybody at once.
	const [found, until] = await Promise.all([look(gatheringId!), credentialUntil(account.id, now)]);
	if (until === null) return { refused: 'not-credentialed' };
	if (!found || !roomsOpen(found.state.value.lifecycle)) return { refused: 'over' };
	const came = await db()
		.transaction(async (tx): Promise<Came> => {
			const [plan] = await tx.select().from(gatherings).where(eq(gatherings.id, gatheringId!)).for('no key update');
			const [page] = await tx.select().from(pages).where(eq(pages.id, id)).for('update');
			if (!plan || !page) return { refused: 'over' };
			if (page.endedAt) return { refused: 'page-over' };
			if (responderOnTheWay(page, account.id, now)) return { refused: 'others-coming' };
			const seat = await seatFor(tx, plan, account, until, found.state);
			await tx.update(pages).set({ answeredBy: account.id, answeredAt: now }).where(eq(pages.id, id));
			// Not where: who came to which gathering is forgotten after a week, and the audit is not.
			await note('on-call-came', { actor: account.id, subject: account.id }, tx);
			return { ok: true, seat };
		})
		.catch(asRefusal<ComeRefusal>);
	if ('ok' in came) await tellReach([id]);
	return came;
}

/** Somebody else said that they are coming, and there was not yet time for it. */
export const responderOnTheWay = (
	{ answeredBy, answeredAt }: Pick<Page, 'answeredBy' | 'answeredAt'>,
	reader: string,
	now: Date
): boolean => answeredAt !== null && answeredBy !== reader && now.getTime() - answeredAt.getTime() < onCallLimits.comingMs;

async function seatFor(
	tx: Tx,
	plan: typeof gatherings.$inferSelect,
	{ id: accountId, name }: Pick<Account, 'id' | 'name'>,
	credentialUntil: number,
	state: State
): Promise<Seat> {
	const own = and(eq(seats.gatheringId, plan.id), eq(seats.accountId, accountId));
	const agreedVersion = plan.format.version;
	const [had] = await tx.update(seats).set({ agreedVersion }).where(own).returning({ seat: seats.seat, role: seats.role });
	const standing = had && seatIn(state.context, had.seat)?.standing;
	if (standing === 'removed' || standing === 'denied') throw new Abort('removed');
	// Whoever holds the circle anyway comes as who they are.
	if (had && (had.role === 'facilitator' || had.role === 'coFacilitator')) return had.seat;
	const seat = had?.seat ?? (await nextSeatNumber(tx, plan.no));
	const role = 'coFacilitator';
	if (had) await tx.update(seats).set({ role }).where(own);
	else await tx.insert(seats).values({ gatheringId: plan.id, seat, accountId, name, role, agreedVersion, onCall: true });
	const answer = await send(plan.id, { kind: 'house' }, { type: 'SEAT', seat, role, credentialUntil, onCall: true }, null, tx);
	if ('refused' in answer) throw new Abort('full');
	return seat;
}
