// Who has been to an orientation: one row for an account and a format, without when or where. It goes with the account.

import { and, eq, sql } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { attended } from '../db/schema-seats.ts';
import { isVouchedFor } from './vouched.ts';

/** The formats that may be asked for before another circle, and what a person calls them. */
export const orientations = { 'first-evening': 'a first evening' } as const;
export type Orientation = keyof typeof orientations;
export const isOrientation = (text: string | null): text is Orientation => text !== null && text in orientations;

/** Whoever was there for at least this share of the planned time has been there. */
const mostOfIt = 0.5;

/**
 * Writes down who was at an orientation that is over, from the minutes they were present: done again it changes nothing.
 * @param accountId of one person; null for everybody, which must be done before their seats are forgotten
 */
export async function recordAttended(accountId: string | null, now = new Date()): Promise<void> {
	const formats = sql.join(Object.keys(orientations).map((id) => sql`${id}`), sql`, `);
	const who = accountId === null ? sql`s.account_id is not null` : sql`s.account_id = ${accountId}`;
	await db().execute(sql`
		insert into attended (account_id, format_id)
		select distinct s.account_id, g.format->>'id'
		from gatherings g
		join seats s on s.gathering_id = g.id
		join present_minutes p on p.gathering_id = g.id and p.seat = s.seat
		where ${who} and g.format->>'id' in (${formats}) and p.minutes >= g.minutes * ${mostOfIt}::float8
			and g.starts_at + g.minutes * interval '1 minute' <= ${now.toISOString()}
		on conflict do nothing`);
}

/** Whether somebody has been to an orientation of this format, or a host said that they know it. */
export async function hasAttended(accountId: string, formatId: string, now = new Date()): Promise<boolean> {
	await recordAttended(accountId, now);
	const [found] = await db()
		.select({ id: attended.accountId })
		.from(attended)
		.where(and(eq(attended.accountId, accountId), eq(attended.formatId, formatId)));
	return found !== undefined || isVouchedFor(accountId, formatId, now);
}
