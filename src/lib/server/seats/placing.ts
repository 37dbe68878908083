// Putting somebody into a seat of a gathering that is held: the row that says whose it is, and the machine that knows it.
// A number is given out once: whoever gave a seat back can never look through the eyes of the next person in it.

import { and, eq, sql } from 'drizzle-orm';
import { credentialUntil } from '../accounts/credentials.ts';
import type { Tx } from '../db/index.ts';
import { Abort } from '../db/abort.ts';
import { events, type gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { send } from '../gatherings/gatherings.ts';
import type { Instant, Role, Seat } from '../../gathering/types.ts';

/** Who takes a seat: an account, or a guest by their hashed secret. */
export interface Sitter {
	accountId: string | null;
	guestHash: string | null;
	/** The name shown to the others. */
	name: string;
	/** The invitation a guest came by. */
	invitationId: string | null;
}

/**
 * Gives a participant the next seat; that there is one for them was found out.
 * @param agreedVersion the agreements they accepted; null when they have not yet
 */
export async function placeIn(
	tx: Tx,
	plan: Pick<typeof gatherings.$inferSelect, 'id' | 'no'>,
	{ accountId, guestHash, name }: Omit<Sitter, 'invitationId'>,
	agreedVersion: number | null,
	now: Date
): Promise<Seat> {
	const seat = await nextSeatNumber(tx, plan.no);
	await tx.insert(seats).values({ gatheringId: plan.id, seat, accountId, guestHash, name, role: 'participant', agreedVersion });
	const until = accountId ? await credentialUntil(accountId, now, tx) : null;
	await intoMachine(tx, plan.id, seat, 'participant', until);
	return seat;
}

/** Tells the machine of a seat. Throws a refusal when it has no room for it, or is over. */
export async function intoMachine(tx: Tx, gathering: string, seat: Seat, role: Role, credentialUntil: Instant | null): Promise<void> {
	const answer = await send(gathering, { kind: 'house' }, { type: 'SEAT', seat, role, credentialUntil }, null, tx);
	if ('refused' in answer) throw new Abort(answer.refused === 'seat-taken' ? 'full' : 'over');
}

/** One above every number this gathering ever gave out. The log knows them all. */
export async function nextSeatNumber(tx: Tx, no: number): Promise<Seat> {
	const [found] = await tx
		.select({ most: sql<number | null>`max((${events.data}->>'seat')::int)` })
		.from(events)
		.where(and(eq(events.gathering, no), eq(events.type, 'SEAT')));
	return (found?.most ?? 0) + 1;
}

/** The seat somebody has in a gathering, or null. */
export async function seatHeldBy(
	tx: Tx,
	gatheringId: string,
	{ accountId, guestHash }: Omit<Sitter, 'name' | 'invitationId'>
): Promise<Seat | null> {
	const whose = accountId ? eq(seats.accountId, accountId) : eq(seats.guestHash, guestHash ?? '');
	const [found] = await tx
		.select({ seat: seats.seat })
		.from(seats)
		.where(and(eq(seats.gatheringId, gatheringId), whose));
	return found?.seat ?? null;
}
