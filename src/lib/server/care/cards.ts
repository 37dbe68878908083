// The sealed card: kept unreadable, opened only where the gathering allows it, told to its owner, gone when it ends.
// When it goes at the end is in the gathering's own transaction (gatherings/store.ts).

import { and, eq, gt, isNotNull, isNull, lt, or } from 'drizzle-orm';
import { seatIn } from '../../gathering/context.ts';
import { refusal } from '../../gathering/refusal.ts';
import { over } from '../../gathering/state.ts';
import type { Instant, RefusalCode, Seat } from '../../gathering/types.ts';
import { now } from '../db/clock.ts';
import { db, type Tx } from '../db/index.ts';
import { machines } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { cards } from '../db/schema-care.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { note } from '../audit/index.ts';
import { sitterOf } from '../seats/seating.ts';
import type { Card } from './card-form.ts';
import { cardKey, seal, unseal } from '../ground/sealing.ts';

/** `unreadable`: the key of this instance is not the one it was sealed with. */
export type OpenedCard = { card: Card } | { none: 'no-card' | 'unreadable' } | { refused: RefusalCode };

/** What its owner is told of their card; never what it says. */
export interface OwnCard {
	sealed: { keepLonger: boolean; keptUntil: Date | null } | null;
	/** It may be sealed or changed now. */
	open: boolean;
	opened: { by: string; at: Instant }[];
}

const which = (gatheringId: string, seat: Seat) => and(eq(cards.gatheringId, gatheringId), eq(cards.seat, seat));
/** What the seal of a card is bound to. */
export const bound = (gatheringId: string, seat: Seat): string => `card:${gatheringId}:${seat}`;
const inTime = () => or(isNull(cards.keptUntil), gt(cards.keptUntil, new Date(now())));

/** Seals a card for a seat; one that was there is replaced. Refused once the gathering is over, and without a key. */
export async function sealCard(
	gatheringId: string,
	seat: Seat,
	card: Card,
	keepLonger: boolean
): Promise<{ ok: true } | { refused: 'over' | 'no-seat' | 'no-key' }> {
	const key = cardKey();
	if (!key) return { refused: 'no-key' };
	const sealed = seal(key, bound(gatheringId, seat), JSON.stringify(card));
	return db().transaction(async (tx) => {
		// Whatever ends the gathering waits for this row: no card is left behind it.
		const [place] = await tx
			.select({ seat: seats.seat })
			.from(seats)
			.where(and(eq(seats.gatheringId, gatheringId), eq(seats.seat, seat)));
		if (!place) return { refused: 'no-seat' };
		if (!(await goesOn(tx, gatheringId))) return { refused: 'over' };
		await tx
			.insert(cards)
			.values({ gatheringId, seat, sealed, keepLonger })
			.onConflictDoUpdate({ target: [cards.gatheringId, cards.seat], set: { sealed, keepLonger } });
		return { ok: true };
	});
}

/** Takes a card back, at any time. */
export async function takeCardBack(gatheringId: string, seat: Seat): Promise<void> {
	await db().delete(cards).where(which(gatheringId, seat));
}

/** What the owner of a seat is told of their card; null where this instance has no key to seal with. */
export async function ownCard(gatheringId: string, seat: Seat): Promise<OwnCard | null> {
	if (!cardKey()) return null;
	const [found, rows, names] = await Promise.all([
		look(gatheringId),
		db()
			.select({ keepLonger: cards.keepLonger, keptUntil: cards.keptUntil })
			.from(cards)
			.where(and(which(gatheringId, seat), inTime())),
		db().select({ seat: seats.seat, name: seats.name }).from(seats).where(eq(seats.gatheringId, gatheringId))
	]);
	if (!found) return null;
	const opened = found.state.context.cardsOpened.filter((one) => one.seat === seat);
	const nameOf = (by: Seat) => names.find((one) => one.seat === by)?.name ?? 'Somebody who held the circle';
	return { sealed: rows[0] ?? null, open: !over(found.state), opened: opened.map(({ by, at }) => ({ by: nameOf(by), at })) };
}

/**
 * Opens the card of a seat. Whoever may not is told so before anything is looked for; where there is none, nobody is
 * told of an opening. Event, audit row and answer belong together: without the first two there is no answer.
 * @param by the seat of whoever opens it
 */
export async function openSealedCard(gatheringId: string, by: Seat, seat: Seat): Promise<OpenedCard> {
	const found = await look(gatheringId);
	if (!found || !seatIn(found.state.context, by)) return { refused: 'not-seated' };
	const no = refusal(found.state, { type: 'OPEN_CARD', seat }, { kind: 'seat', seat: by }, now());
	if (no) return { refused: no };
	const key = cardKey();
	if (!key) return { none: 'no-card' };
	return db().transaction(async (tx): Promise<OpenedCard> => {
		const [row] = await tx
			.select()
			.from(cards)
			.where(and(which(gatheringId, seat), inTime()));
		if (!row) return { none: 'no-card' };
		const text = unseal(key, bound(gatheringId, seat), row.sealed);
		if (text === null) return { none: 'unreadable' };
		const answer = await send(gatheringId, { kind: 'seat', seat: by }, { type: 'OPEN_CARD', seat }, null, tx);
		if ('refused' in answer) return answer;
		const [actor, subject] = [await sitterOf(gatheringId, by, tx), await sitterOf(gatheringId, seat, tx)];
		await note('card-opened', { actor: actor?.accountId ?? null, subject: subject?.accountId ?? null }, tx);
		return { card: JSON.parse(text) as Card };
	});
}

/** Whose cards are kept after the end, for those who held the circle; empty for everybody else. */
export async function keptCards(gatheringId: string, by: Seat): Promise<{ seat: Seat; name: string; until: Date }[]> {
	const found = await look(gatheringId);
	if (!found || !over(found.state) || !seatIn(found.state.context, by)) return [];
	const rows = await db()
		.select({ seat: cards.seat, name: seats.name, until: cards.keptUntil })
		.from(cards)
		.innerJoin(seats, and(eq(seats.gatheringId, cards.gatheringId), eq(seats.seat, cards.seat)))
		.where(and(eq(cards.gatheringId, gatheringId), isNotNull(cards.keptUntil), inTime()));
	const may = (seat: Seat) => refusal(found.state, { type: 'OPEN_CARD', seat }, { kind: 'seat', seat: by }, now()) === null;
	return rows.filter(({ seat }) => may(seat)).map(({ seat, name, until }) => ({ seat, name, until: until! }));
}

/** Forgets the cards whose extra day is over. */
export async function forgetCards(at: Date): Promise<void> {
	await db().delete(cards).where(lt(cards.keptUntil, at));
}

/** Looked at under the lock that every command of the gathering takes. */
export async function goesOn(tx: Tx, gatheringId: string): Promise<boolean> {
	const [machine] = await tx
		.select({ lifecycle: machines.lifecycle })
		.from(machines)
		.where(eq(machines.gatheringId, gatheringId))
		.for('share');
	return machine !== undefined && ['scheduled', 'lobby', 'live'].includes(machine.lifecycle);
}
