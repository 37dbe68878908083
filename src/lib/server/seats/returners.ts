// A guest whose browser knows them no more: they wait at the door, and whoever holds the circle may give them their seat.
// Who waits is in a table and not in the machine: somebody at the door is nobody yet. Giving the seat is the machine's to allow.

import { and, asc, eq, isNotNull, isNull, notExists } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { asRefusal, Abort } from '../db/abort.ts';
import { members } from '../db/schema-circles.ts';
import { returners, seats } from '../db/schema-seats.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { now } from '../db/clock.ts';
import { note } from '../audit/index.ts';
import { cameWithSomebodyRemoved, type SeatRefusal } from './seating.ts';
import { leadsCircle, seatIn } from '../../gathering/context.ts';
import { refusal } from '../../gathering/refusal.ts';
import { roomsOpen, type State } from '../../gathering/state.ts';
import type { RefusalCode, Seat } from '../../gathering/types.ts';

/** Shown to those who hold the circle; who asked first comes first. */
const mostShown = 12;

export interface AtDoor {
	waiting: { id: string; name: string }[];
	/** Guests' seats that nobody is connected to. */
	seats: { seat: Seat; name: string }[];
}
export type ReturnAnswered = { ok: true } | { refused: RefusalCode };
export type ReturnAsked = 'waiting' | 'refused' | null;

/**
 * A guest without a seat says that they had one here. Asking twice is asking once; who was refused stays so.
 * They are told nothing of who sits inside, nor whether a seat is empty.
 */
export async function askBack(
	gatheringId: string,
	guest: { guestHash: string; name: string; invitationId: string | null }
): Promise<{ ok: true } | { refused: SeatRefusal | 'not-on' }> {
	const found = await look(gatheringId);
	if (!found || !roomsOpen(found.state.value.lifecycle)) return { refused: 'not-on' };
	return db().transaction(async (tx) => {
		if (await cameWithSomebodyRemoved(tx, gatheringId, guest, found.state)) return { refused: 'removed' };
		const { guestHash, name } = guest;
		await tx.insert(returners).values({ gatheringId, guestHash, name }).onConflictDoNothing();
		return { ok: true };
	});
}

/** What became of a guest's asking; null when they do not ask. */
export async function askedBack(gatheringId: string, guestHash: string): Promise<ReturnAsked> {
	const [row] = await db().select({ refused: returners.refused }).from(returners).where(whose(gatheringId, guestHash));
	return row ? (row.refused ? 'refused' : 'waiting') : null;
}

/** They wait no more. A refusal stays. */
export async function stopAsking(gatheringId: string, guestHash: string): Promise<void> {
	await db()
		.delete(returners)
		.where(and(whose(gatheringId, guestHash), eq(returners.refused, false)));
}

/** Who waits for their seat, and which seats the person in seat `by` could give; empty for those who do not hold the circle now. */
export async function atDoor(gatheringId: string, by: Seat): Promise<AtDoor> {
	const found = await look(gatheringId);
	if (!found || !holds(found.state, by)) return { waiting: [], seats: [] };
	const [waiting, guests] = await Promise.all([
		db()
			.select({ id: returners.id, name: returners.name })
			.from(returners)
			.where(and(eq(returners.gatheringId, gatheringId), open()))
			.orderBy(asc(returners.askedAt))
			.limit(mostShown),
		db()
			.select({ seat: seats.seat, name: seats.name })
			.from(seats)
			.where(and(eq(seats.gatheringId, gatheringId), ofGuest))
			.orderBy(asc(seats.seat))
	]);
	return {
		waiting,
		seats: guests.filter(({ seat }) => !refusal(found.state, { type: 'RESEAT', seat }, { kind: 'seat', seat: by }, now()))
	};
}

/**
 * Gives a guest's seat to somebody who waits for theirs. The old secret opens it no more, and the agreements are asked
 * again; place, marks and turn are the machine's and stay. All or nothing.
 * @param by the seat of whoever gives it, who must hold the circle now
 * @param account theirs, for the audit
 */
export async function giveSeat(
	gatheringId: string,
	by: Seat,
	account: string | null,
	returner: string,
	seat: Seat
): Promise<ReturnAnswered> {
	const found = await look(gatheringId);
	if (!found) return { refused: 'no-such-seat' };
	return db()
		.transaction(async (tx): Promise<ReturnAnswered> => {
			const [waits] = await tx
				.delete(returners)
				.where(and(eq(returners.gatheringId, gatheringId), eq(returners.id, returner), open()))
				.returning();
			if (!waits) return { refused: 'nothing-to-do' };
			const place = and(eq(seats.gatheringId, gatheringId), eq(seats.seat, seat), ofGuest);
			const [row] = await tx.select({ seat: seats.seat }).from(seats).where(place).for('update');
			if (!row) throw new Abort('no-such-seat');
			const [member] = await tx.select({ invitationId: members.invitationId }).from(members).where(eq(members.guestHash, waits.guestHash));
			if (!member || (await cameWithSomebodyRemoved(tx, gatheringId, member, found.state))) throw new Abort('not-permitted');
			await tx.update(seats).set({ guestHash: waits.guestHash, agreedVersion: null }).where(place);
			const answer = await send(gatheringId, { kind: 'seat', seat: by }, { type: 'RESEAT', seat }, null, tx);
			if ('refused' in answer) throw new Abort(answer.refused);
			await note('seat-given-back', { actor: account, subject: account }, tx);
			return { ok: true };
		})
		.catch(asRefusal<RefusalCode>);
}

/** Somebody who waits is told no. */
export async function refuseSeat(gatheringId: string, by: Seat, returner: string): Promise<ReturnAnswered> {
	const found = await look(gatheringId);
	if (!found || !holds(found.state, by)) return { refused: 'not-permitted' };
	const which = and(eq(returners.gatheringId, gatheringId), eq(returners.id, returner), open());
	const [row] = await db().update(returners).set({ refused: true }).where(which).returning({ id: returners.id });
	return row ? { ok: true } : { refused: 'nothing-to-do' };
}

const holds = (state: State, by: Seat): boolean => {
	const me = seatIn(state.context, by);
	return me !== undefined && leadsCircle(state.context, me, now());
};

const whose = (gatheringId: string, guestHash: string) => and(eq(returners.gatheringId, gatheringId), eq(returners.guestHash, guestHash));

/** A real guest's: an account's seat opens by signing in, and the house plays its own people. */
const ofGuest = and(isNull(seats.accountId), isNotNull(seats.guestHash), eq(seats.simulated, false));

/** Not answered yet; whoever took another seat meanwhile waits no more. */
const open = () =>
	and(
		eq(returners.refused, false),
		notExists(
			db()
				.select({ seat: seats.seat })
				.from(seats)
				.where(and(eq(seats.gatheringId, returners.gatheringId), eq(seats.guestHash, returners.guestHash)))
		)
	);
