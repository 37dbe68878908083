// Who somebody is in a gathering: the one way from a login or a guest's cookie to a seat. Changes nothing.

import { guestSecrets, type Jar } from '../ground/cookies.ts';
import type { PendingQuery } from 'postgres';
import { loginHash } from '../accounts/index.ts';
import type { Account } from '../accounts/types.ts';
import { sql } from '../db/index.ts';
import { hashOf } from '../ground/secrets.ts';
import type { Seat } from '../../gathering/types.ts';

/** What is needed of a request to know whose it is. */
export interface Visitor extends Jar {
	locals: { account: Account | null; loginId?: string | null; ahead?: Ahead };
}

interface Row {
	seat: Seat;
	accountId: string | null;
	guestHash: string | null;
}
/** The seats that whoever has this login, or one of these secrets, has in a gathering: read before the login itself is known. */
export interface Ahead {
	gatheringId: string;
	rows: Row[];
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a text from a URL may be an id at all; anything else is simply not found. */
export const isId = (text: string): boolean => uuid.test(text);

export interface Place {
	seat: Seat;
	/** Whose it is: an account's id, or a guest's hash. */
	owner: string | null;
}

/** The seat of whoever sends this request; null when they have none in this gathering, or there is no such gathering. */
export const seatOf = async (visitor: Visitor, gatheringId: string): Promise<Seat | null> =>
	(await placeOf(visitor, gatheringId))?.seat ?? null;

/** The same, with whose seat it is now. From the login, else from the guest cookie. */
export async function placeOf(visitor: Visitor, gatheringId: string): Promise<Place | null> {
	if (!isId(gatheringId)) return null;
	const { account } = visitor.locals;
	const guests = guestSecrets(visitor).map(hashOf);
	if (!account && guests.length === 0) return null;
	const { ahead } = visitor.locals;
	const rows = ahead?.gatheringId === gatheringId ? ahead.rows : await rowsOf(gatheringId, account?.id ?? null, guests);
	// What was read ahead may be by a login that is no good.
	const isOurs = ({ accountId, guestHash }: Row) =>
		(account !== null && accountId === account.id) || (guestHash !== null && guests.includes(guestHash));
	const found = rows.filter(isOurs);
	const place = found.find((row) => row.accountId !== null) ?? found[0];
	return place ? { seat: place.seat, owner: place.accountId ?? place.guestHash } : null;
}

/** @param accountId an account’s id, or the part of a statement that finds it */
const rowsOf = (gatheringId: string, accountId: string | null | PendingQuery<Record<string, unknown>[]>, guests: string[]) => sql()<Row[]>`
	select seat, account_id as "accountId", guest_hash as "guestHash" from seats
	where gathering_id = ${gatheringId} and (account_id = ${accountId} or guest_hash = any(${guests}::text[]))`;

/**
 * Reads where this visitor may sit while their login is being read, for `placeOf` of the same request: whoever presses in a circle
 * waits for one of the two.
 */
export async function readAhead(visitor: Visitor, gatheringId: string): Promise<void> {
	if (!isId(gatheringId)) return;
	const account = sql()`(select account_id from logins where id = ${loginHash(visitor)})`;
	const rows = await rowsOf(gatheringId, account, guestSecrets(visitor).map(hashOf));
	visitor.locals.ahead = { gatheringId, rows };
}

/** The login by which somebody has this place; null for a guest's. */
export const loginOf = ({ locals }: Visitor, { owner }: Place): string | null =>
	locals.account?.id === owner ? (locals.loginId ?? null) : null;
