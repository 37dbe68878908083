// Taking a gathering to hold it, and letting it go, inside a transaction. Whoever holds it always gets a seat: where all are
// taken, the gathering grows by one.

import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '../db/index.ts';
import { Abort } from '../db/abort.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { limits } from '../../gathering/limits.ts';
import type { HoldingRole } from '../circles/circles.ts';
import { credentialUntil } from '../accounts/credentials.ts';
import { nextSeatNumber, seatHeldBy } from '../seats/placing.ts';
import { emptySeat, seatFacilitator } from '../seats/seating.ts';
import { free } from '../../admission/line.ts';
import { lockGathering, advanceLine } from '../seats/waiting.ts';

export interface Taker {
	accountId: string;
	name: string;
	role: HoldingRole;
}
export type TakeRefusal = 'over' | 'begun' | 'full';

/** Seats somebody as one who holds a gathering that has not begun; a seat they had as a participant is exchanged. Throws its refusals. */
export async function take(tx: Tx, gatheringId: string, { accountId, name, role }: Taker, now: Date): Promise<void> {
	const plan = await lockGathering(tx, gatheringId);
	if (!plan || plan.cancelledAt || plan.startsAt <= now) throw new Abort('over');
	const had = await holdingSeat(tx, gatheringId, accountId);
	if (had) return;
	await letGo(tx, gatheringId, accountId, now);
	if (free(await advanceLine(tx, plan, now)) < 1) {
		if (plan.seats >= limits.maxSeats) throw new Abort('full');
		await tx
			.update(gatherings)
			.set({ seats: plan.seats + 1 })
			.where(eq(gatherings.id, gatheringId));
	}
	const until = await credentialUntil(accountId, now, tx);
	await seatFacilitator(tx, gatheringId, await nextSeatNumber(tx, plan.no), { accountId, name, role, credentialUntil: until });
}

/** The role somebody has a seat for in a gathering, when they hold it; else null. */
export async function holdingSeat(tx: Tx, gatheringId: string, accountId: string): Promise<HoldingRole | null> {
	const [found] = await tx
		.select({ role: seats.role })
		.from(seats)
		.where(and(eq(seats.gatheringId, gatheringId), eq(seats.accountId, accountId), ne(seats.role, 'participant')));
	return (found?.role as HoldingRole | undefined) ?? null;
}

/** Gives somebody's seat back, if they have one; `begun` is thrown when they have sat in it. */
export async function letGo(tx: Tx, gatheringId: string, accountId: string, now: Date): Promise<void> {
	const plan = await lockGathering(tx, gatheringId);
	const seat = await seatHeldBy(tx, gatheringId, { accountId, guestHash: null });
	if (plan && seat !== null) await emptySeat(tx, plan, seat, now);
}
