// One's private calendar: an address with a secret in it, which a calendar program asks again and again. It can be renewed, which
// ends the old one, and switched off. Whoever has the address sees hours, and nothing else.

import { eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { calendarFeeds, seats } from '../db/schema-seats.ts';
import { hashOf, newSecret } from '../ground/secrets.ts';
import { feedOf } from './ics.ts';

/** Switches an account's private calendar on, or renews it. Returns the secret of its address: shown once, then only its hash is known. */
export async function makeFeed(accountId: string, now = new Date()): Promise<string> {
	const secret = newSecret();
	const fresh = { secretHash: hashOf(secret), createdAt: now };
	await db()
		.insert(calendarFeeds)
		.values({ accountId, ...fresh })
		.onConflictDoUpdate({ target: calendarFeeds.accountId, set: fresh });
	return secret;
}

/** Switches it off: the address opens nothing any more. */
export async function endFeed(accountId: string): Promise<void> {
	await db().delete(calendarFeeds).where(eq(calendarFeeds.accountId, accountId));
}

/** Since when an account has a private calendar; null when it has none. */
export async function feedSince(accountId: string): Promise<Date | null> {
	const [found] = await db().select({ at: calendarFeeds.createdAt }).from(calendarFeeds).where(eq(calendarFeeds.accountId, accountId));
	return found?.at ?? null;
}

/**
 * The calendar behind a secret: every gathering its owner has a seat in, as long as that is known. Also of somebody who was locked
 * out, who has none ahead any more: so those leave their calendar. Null for a secret that opens nothing.
 */
export async function readFeed(secret: string, origin: string, now = new Date()): Promise<string | null> {
	const [owner] = await db()
		.select({ id: calendarFeeds.accountId })
		.from(calendarFeeds)
		.where(eq(calendarFeeds.secretHash, hashOf(secret)));
	if (!owner) return null;
	const rows = await db()
		.select({ gathering: gatherings })
		.from(seats)
		.innerJoin(gatherings, eq(gatherings.id, seats.gatheringId))
		.where(eq(seats.accountId, owner.id))
		.orderBy(gatherings.startsAt);
	return feedOf(
		rows.map(({ gathering }) => gathering),
		{ origin, now }
	);
}
