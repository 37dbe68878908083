// How logins end. By a wish (signing out, a new password, a lock) everything ends that they opened: streams, voice and picture,
// devices that may be woken. By a clock only at a door: never under somebody who sits in a circle.

import { and, eq, inArray, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { db, sql as driver, type Tx } from '../db/index.ts';
import { logins } from '../db/schema-accounts.ts';
import { presence } from '../db/schema-live.ts';
import { pushDevices } from '../db/schema-push.ts';
import { seats } from '../db/schema-seats.ts';
import { authLimits } from './limits.ts';

/** Ends one login, by its id. */
export async function endLogin(loginId: string): Promise<void> {
	await db().transaction(async (tx) => {
		await tx.delete(pushDevices).where(eq(pushDevices.loginId, loginId));
		await end(tx, eq(logins.id, loginId));
	});
}

/**
 * Ends every login of an account: at its own wish, or because it is locked.
 * @param but the login of whoever wishes it, where that one goes on
 * @param within a transaction to be part of
 */
export async function endLogins(accountId: string, but: string | null = null, within: Tx = db()): Promise<void> {
	await within.transaction(async (tx) => {
		const devices = but === null ? undefined : sql`${pushDevices.loginId} is distinct from ${but}`;
		await tx.delete(pushDevices).where(and(eq(pushDevices.accountId, accountId), devices));
		await end(tx, and(eq(logins.accountId, accountId), but === null ? undefined : ne(logins.id, but))!);
	});
}

/**
 * What an account may do on this instance has changed: every login of it ends, and who sits in a circle is asked at the next door.
 * Devices stay, which may be woken for whoever is on call.
 */
export async function retireLogins(accountId: string, now = new Date()): Promise<void> {
	const all = await db().select({ id: logins.id }).from(logins).where(eq(logins.accountId, accountId));
	for (const { id } of all) {
		if ((await sitsIn(id)).length === 0) await db().transaction((tx) => end(tx, eq(logins.id, id)));
		else
			await db()
				.update(logins)
				.set({ startedAt: new Date(now.getTime() - authLimits.absoluteMs) })
				.where(eq(logins.id, id));
	}
}

/** Its time is over. Devices stay: they are woken for somebody on call who has not looked in for a day. */
export async function expireLogin(loginId: string): Promise<void> {
	await db().delete(logins).where(eq(logins.id, loginId));
}

/** The same person signed in anew in the same browser: what sits by the old login goes on by the new one. */
export async function replaceLogin(before: string, now: string, accountId: string): Promise<void> {
	await db().transaction(async (tx) => {
		const [had] = await tx.select({ accountId: logins.accountId }).from(logins).where(eq(logins.id, before));
		if (had?.accountId === accountId) {
			for (const table of [seats, presence, pushDevices]) await tx.update(table).set({ loginId: now }).where(eq(table.loginId, before));
		} else await tx.delete(pushDevices).where(eq(pushDevices.loginId, before));
		await end(tx, eq(logins.id, before));
	});
}

/** The gatherings going on in which somebody sits by this login: with a page that is open, or with a place they came in to and have not left. */
export async function sitsIn(loginId: string): Promise<string[]> {
	const rows = await satBy(loginId);
	return rows.map(({ id }) => id);
}

/** The statement of that. It reads only gatherings that are open: they have an index, which a test asks the planner for. */
export const satBy = (loginId: string) => driver()<{ id: string }[]>`
	select m.gathering_id as id from machines m
	where m.lifecycle in ('lobby', 'live') and (
		exists (select 1 from presence p where p.gathering_id = m.gathering_id and p.login_id = ${loginId} and p.ended_at is null and p.expires_at > now())
		or exists (select 1 from seats s where s.gathering_id = m.gathering_id and s.login_id = ${loginId} and s.seat = any(m.sitting)))`;

/** A page's stream stays known by its name for a while, so that a call for support still comes from it. Every node is told. */
async function end(tx: Tx, which: SQL): Promise<void> {
	const gone = await tx.delete(logins).where(which).returning({ id: logins.id });
	if (gone.length === 0) return;
	const ids = gone.map(({ id }) => id);
	await tx
		.update(presence)
		.set({ endedAt: sql`now()`, expiresAt: sql`now()` })
		.where(and(inArray(presence.loginId, ids), isNull(presence.endedAt)));
	await tx.execute(sql`select pg_notify('logins', '')`);
}
