// One gathering is given to other people: its hosts ask somebody for it, and let somebody go.

import { and, eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { asRefusal } from '../db/abort.ts';
import { accounts } from '../db/schema-accounts.ts';
import { type gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { asks } from '../db/schema-series.ts';
import { tell } from '../mails/tell.ts';
import { facilitatorsOf, type HoldingRole } from '../circles/circles.ts';
import { ask } from './asking.ts';
import { substitutesOf } from './substitutes.ts';
import { holdingSeat, letGo, type TakeRefusal } from './taking.ts';

type Gathering = typeof gatherings.$inferSelect;

export interface Askable {
	accountId: string;
	name: string;
	role: HoldingRole;
}

/** Who holds a gathering as things stand. */
export const holdingIt = (gatheringId: string): Promise<{ accountId: string; name: string; role: string }[]> =>
	db()
		.select({ accountId: accounts.id, name: accounts.name, role: seats.role })
		.from(seats)
		.innerJoin(accounts, eq(accounts.id, seats.accountId))
		.where(and(eq(seats.gatheringId, gatheringId)))
		.then((rows) => rows.filter(({ role }) => role !== 'participant'));

/** Who can be asked to hold a gathering: those who hold its circle and its substitutes, but those who hold it already. */
export async function askables({ id, circleId }: Gathering): Promise<Askable[]> {
	const [held, named, holding] = await Promise.all([facilitatorsOf(circleId), substitutesOf(circleId), holdingIt(id)]);
	const all: Askable[] = [
		...held,
		...named
			.filter(({ accountId, credentialUntil }) => credentialUntil !== null && !held.some((one) => one.accountId === accountId))
			.map((one) => ({ ...one, role: 'facilitator' as const }))
	];
	return all
		.filter(({ accountId }) => !holding.some((one) => one.accountId === accountId))
		.map(({ accountId, name, role }) => ({ accountId, name, role }));
}

/** A host asks somebody for one gathering. */
export async function askForOne(
	gathering: Gathering,
	accountId: string,
	now = new Date()
): Promise<{ ok: true } | { refused: 'cannot-be-asked' }> {
	const whom = (await askables(gathering)).find((one) => one.accountId === accountId);
	if (!whom) return { refused: 'cannot-be-asked' };
	await db().transaction((tx) => ask(tx, gathering.circleId, { gatheringId: gathering.id }, whom, 'planned', now));
	return { ok: true };
}

/** A host lets somebody go who was to hold one gathering: they need not come, and are told. */
export const giveBackHolding = (
	gatheringId: string,
	accountId: string,
	now = new Date()
): Promise<{ ok: true } | { refused: TakeRefusal }> =>
	db()
		.transaction(async (tx) => {
			const role = await holdingSeat(tx, gatheringId, accountId);
			if (!role) return { ok: true as const };
			await letGo(tx, gatheringId, accountId, now);
			await tx.delete(asks).where(and(eq(asks.gatheringId, gatheringId), eq(asks.accountId, accountId)));
			await tell(tx, { kind: 'released', account: accountId, gathering: gatheringId, occasion: now.toISOString(), data: { had: true } });
			return { ok: true as const };
		})
		.catch(asRefusal<TakeRefusal>);
