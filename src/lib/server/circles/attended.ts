// Who has been to an orientation: one row for an account and a format, without when or where. It goes with the account.

import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { attended, oriented } from '../db/schema-seats.ts';
import { isOrientation, orientations, type Orientation } from '../../admission/choices.ts';
import type { Format } from '../../gathering/types.ts';
import { vouchedFor } from './vouched.ts';

/** Whoever was there for at least this share of the planned time has been there. */
const mostOfIt = 0.5;

/**
 * Writes down who was at an orientation that is over, from the minutes they were present: done again it changes nothing.
 * @param accountId of one person; null for everybody, which must be done before their seats are forgotten
 */
export async function recordAttended(accountId: string | null, now = new Date(), tx: Tx = db()): Promise<void> {
	const formats = sql.join(
		Object.keys(orientations).map((id) => sql`${id}`),
		sql`, `
	);
	const who = accountId === null ? sql`s.account_id is not null` : sql`s.account_id = ${accountId}`;
	await tx.execute(sql`
		insert into attended (account_id, format_id)
		select distinct s.account_id, g.format->>'id'
		from gatherings g
		join seats s on s.gathering_id = g.id
		join present_minutes p on p.gathering_id = g.id and p.seat = s.seat
		where ${who} and g.format->>'id' in (${formats}) and p.minutes >= g.minutes * ${mostOfIt}::float8
			and g.starts_at + g.minutes * interval '1 minute' <= ${now.toISOString()}
		on conflict do nothing`);
}

/** What a circle, and a format it meets in, ask people to have been to before. */
export const wantedBefore = (
	{ prerequisite }: { prerequisite: string | null },
	format: Pick<Format, 'wantsBefore'> | null
): Orientation[] => [...new Set([prerequisite, ...(format?.wantsBefore ?? [])])].filter((id) => isOrientation(id));

/** Those of some evenings that somebody has not been to, and of which no host of this circle said that they know them; all of them for a guest, of whom nothing is known. */
export async function notAttended(
	circleId: string,
	accountId: string | null,
	wanted: Orientation[],
	now = new Date(),
	tx: Tx = db()
): Promise<Orientation[]> {
	if (!accountId || wanted.length === 0) return wanted;
	await recordAttended(accountId, now, tx);
	const been = await tx
		.select({ id: attended.formatId })
		.from(attended)
		.where(and(eq(attended.accountId, accountId), inArray(attended.formatId, wanted)));
	const said = await tx
		.select({ id: oriented.formatId })
		.from(oriented)
		.where(and(eq(oriented.circleId, circleId), eq(oriented.accountId, accountId)));
	const known = new Set([...[...been, ...said].map(({ id }) => id), ...(await vouchedFor(circleId, accountId, now, tx))]);
	return wanted.filter((one) => !known.has(one));
}

/** What a circle asks for, itself or by the formats of what is planned: of this a host may say that somebody knows it. */
export async function wantedIn(
	circle: { id: string; prerequisite: string | null },
	now = new Date(),
	tx: Tx = db()
): Promise<Orientation[]> {
	const rows = await tx
		.select({ format: gatherings.format })
		.from(gatherings)
		.where(and(eq(gatherings.circleId, circle.id), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now)));
	return [...new Set([null, ...rows.map(({ format }) => format)].flatMap((format) => wantedBefore(circle, format)))];
}
