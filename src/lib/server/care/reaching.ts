// A way to reach somebody who leaves in distress, allowed by themself for a day: kept in their sealed card, while their call is open.

import { and, eq } from 'drizzle-orm';
import { openSignal } from '../../gathering/signals/attended.ts';
import type { Seat } from '../../gathering/types.ts';
import { now } from '../db/clock.ts';
import { db } from '../db/index.ts';
import { cards } from '../db/schema-care.ts';
import { look } from '../gatherings/gatherings.ts';
import { cardKeptMs } from '../gatherings/store.ts';
import { cardKey, seal, unseal } from '../ground/sealing.ts';
import { bound, goesOn } from './cards.ts';
import type { Card } from './card-form.ts';

const which = (gatheringId: string, seat: Seat) => and(eq(cards.gatheringId, gatheringId), eq(cards.seat, seat));
const empty: Card = { country: '', name: '', number: '', where: '' };

/** How those who led may reach this seat's owner; "" for nothing allowed, null where this instance has no key to seal with. */
export async function reachOf(gatheringId: string, seat: Seat): Promise<string | null> {
	const key = cardKey();
	if (!key) return null;
	const [row] = await db().select().from(cards).where(which(gatheringId, seat));
	const text = row && unseal(key, bound(gatheringId, seat), row.sealed);
	return text ? ((JSON.parse(text) as Card).reach ?? '') : '';
}

/**
 * Lets those who led reach this seat's owner until a day after the end; "" takes that back. What else they sealed stays.
 * Refused while no call of theirs is open, and without a key.
 */
export async function allowReach(
	gatheringId: string,
	seat: Seat,
	reach: string
): Promise<{ ok: true } | { refused: 'nothing-to-do' | 'no-key' }> {
	const key = cardKey();
	if (!key) return { refused: 'no-key' };
	const found = await look(gatheringId);
	if (!found || (reach !== '' && !openSignal(found.state.context, seat))) return { refused: 'nothing-to-do' };
	const binding = bound(gatheringId, seat);
	return db().transaction(async (tx) => {
		// Whatever ends the gathering waits for this look at it.
		const goes = await goesOn(tx, gatheringId);
		const [row] = await tx.select().from(cards).where(which(gatheringId, seat));
		const text = row ? unseal(key, binding, row.sealed) : null;
		const card: Card = { ...empty, ...(text ? (JSON.parse(text) as Card) : {}), reach };
		if (Object.values(card).every((value) => value === '')) {
			await tx.delete(cards).where(which(gatheringId, seat));
			return { ok: true };
		}
		const sealed = seal(key, binding, JSON.stringify(card));
		const keptUntil = goes ? null : (row?.keptUntil ?? new Date(now() + cardKeptMs));
		const set = { sealed, keepLonger: reach !== '' || (row?.keepLonger ?? false), keptUntil };
		await tx
			.insert(cards)
			.values({ gatheringId, seat, ...set })
			.onConflictDoUpdate({ target: [cards.gatheringId, cards.seat], set });
		return { ok: true };
	});
}
