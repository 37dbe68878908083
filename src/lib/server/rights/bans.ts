// Bans: a host says by the name they know who may not come into their circle any more. It is kept against the account or the
// guest behind that name, and holds under every other; the host sees that name and nothing else. The person is told nothing.

import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { circleFacilitators, invitations, members } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { bans } from '../db/schema-rights.ts';
import { joinRequests, seats, subscriptions, waiting } from '../db/schema-seats.ts';
import { circleHosts } from '../db/schema-series.ts';
import { note } from '../audit/index.ts';
import { giveBack } from '../seats/seating.ts';
import { skeleton, unnumbered } from '../../names/alike.ts';

export type BanRefusal = 'nobody-of-name' | 'holds-it';

/** One of several people of the same name, as far as a host may tell them apart. */
export interface Namesake {
	/** Of the row by which they were found. */
	key: string;
	since: Date;
}

interface Found extends Namesake {
	accountId: string | null;
	guestHash: string | null;
	name: string;
}

/** Those shut out of a circle: the name by which each was, and since when. Somebody known as guest and account is one. */
export const bansOf = (circleId: string) =>
	db()
		.select({ id: sql<string>`min(${bans.id}::text)`, name: bans.name, since: bans.since })
		.from(bans)
		.where(eq(bans.circleId, circleId))
		.groupBy(bans.name, bans.since)
		.orderBy(asc(bans.since));

/**
 * Shuts somebody out: they belong to the circle no more, lose the seats they reserved and their place in every line, and the
 * invitation they came by opens it no more. In a gathering that is on now they stay: those who hold it may remove them.
 * @param name as they are called in the circle or in one of its last gatherings; capitals and the number by which they are told apart do not matter, nor, where nobody is called just so, other letters that look the same
 * @param key which one, when there are several of that name
 * @param by the host's account
 */
export async function ban(
	circleId: string,
	name: string,
	key: string | null,
	by: string,
	now = new Date()
): Promise<{ ok: true } | { which: Namesake[] } | { refused: BanRefusal }> {
	const found = (await called(circleId, name)).filter((one) => key === null || one.key === key);
	const [one, ...others] = found;
	if (!one) return { refused: 'nobody-of-name' };
	if (others.length > 0) return { which: found.map(({ key, since }) => ({ key, since })) };
	if (one.accountId && (await holds(circleId, one.accountId))) return { refused: 'holds-it' };
	await db().transaction(async (tx) => {
		const { accountId, guestHash } = one;
		await tx
			.insert(bans)
			.values({ circleId, accountId, guestHash: accountId ? null : guestHash, name: one.name, since: now })
			.onConflictDoNothing();
		await endInvitation(tx, circleId, one, now);
		await tx.delete(members).where(and(eq(members.circleId, circleId), theirs(one)));
		if (accountId) await outOfLines(tx, circleId, accountId);
		await note('banned', { actor: by, subject: by }, tx);
	});
	await emptySeats(circleId, one, now);
	return { ok: true };
}

/** Lifts a ban: they may come in again like anybody else, and are told nothing. */
export async function liftBan(circleId: string, id: string, by: string): Promise<void> {
	const [gone] = await db()
		.delete(bans)
		.where(and(eq(bans.circleId, circleId), eq(bans.id, id)))
		.returning();
	if (!gone) return;
	// Known as guest and as account: lifted is lifted.
	await db()
		.delete(bans)
		.where(and(eq(bans.circleId, circleId), eq(bans.name, gone.name), eq(bans.since, gone.since)));
	await note('ban-lifted', { actor: by, subject: by });
}

const theirs = ({ accountId, guestHash }: Found) => (accountId ? eq(members.accountId, accountId) : eq(members.guestHash, guestHash!));

/** Everybody of that name who belongs to the circle or sat in it as far as that is remembered; each person once. */
async function called(circleId: string, name: string): Promise<Found[]> {
	const same = [name.toLowerCase(), unnumbered(name).toLowerCase()];
	const [belong, sat] = await Promise.all([
		db()
			.select({ key: members.id, since: members.joinedAt, accountId: members.accountId, guestHash: members.guestHash, name: members.name })
			.from(members)
			.where(eq(members.circleId, circleId))
			.orderBy(asc(members.joinedAt)),
		db()
			.select({
				key: sql<string>`${seats.gatheringId} || '/' || ${seats.seat}`,
				since: gatherings.startsAt,
				accountId: seats.accountId,
				guestHash: seats.guestHash,
				name: seats.name
			})
			.from(seats)
			.innerJoin(gatherings, eq(gatherings.id, seats.gatheringId))
			.where(and(eq(gatherings.circleId, circleId), eq(seats.simulated, false)))
			.orderBy(asc(gatherings.startsAt))
	]);
	const everybody = [...belong, ...sat];
	const exactly = everybody.filter((one) => same.includes(one.name.toLowerCase()));
	const alike = () => everybody.filter((one) => skeleton(one.name) === skeleton(unnumbered(name)));
	const people = new Map<string, Found>();
	for (const one of exactly.length > 0 ? exactly : alike()) {
		const who = one.accountId ?? one.guestHash;
		if (who && !people.has(who)) people.set(who, one);
	}
	return [...people.values()];
}

async function holds(circleId: string, accountId: string): Promise<boolean> {
	const [host, facilitator] = await Promise.all([
		db()
			.select({ id: circleHosts.circleId })
			.from(circleHosts)
			.where(and(eq(circleHosts.circleId, circleId), eq(circleHosts.accountId, accountId))),
		db()
			.select({ id: circleFacilitators.circleId })
			.from(circleFacilitators)
			.where(and(eq(circleFacilitators.circleId, circleId), eq(circleFacilitators.accountId, accountId)))
	]);
	return host.length + facilitator.length > 0;
}

/** They could come back under another name by the same link. */
async function endInvitation(tx: Tx, circleId: string, one: Found, now: Date): Promise<void> {
	const cameBy = tx
		.select({ id: members.invitationId })
		.from(members)
		.where(and(eq(members.circleId, circleId), theirs(one)));
	await tx
		.update(invitations)
		.set({ withdrawnAt: now })
		.where(and(inArray(invitations.id, cameBy), isNull(invitations.withdrawnAt)));
}

async function outOfLines(tx: Tx, circleId: string, accountId: string): Promise<void> {
	const plans = tx.select({ id: gatherings.id }).from(gatherings).where(eq(gatherings.circleId, circleId));
	await tx.delete(subscriptions).where(and(eq(subscriptions.circleId, circleId), eq(subscriptions.accountId, accountId)));
	await tx.delete(joinRequests).where(and(eq(joinRequests.circleId, circleId), eq(joinRequests.accountId, accountId)));
	await tx.delete(waiting).where(and(inArray(waiting.gatheringId, plans), eq(waiting.accountId, accountId)));
}

/** Gives back the seats they have in what is still to come. */
async function emptySeats(circleId: string, { accountId, guestHash }: Found, now: Date): Promise<void> {
	const rows = await db()
		.select({ gathering: seats.gatheringId, seat: seats.seat })
		.from(seats)
		.innerJoin(gatherings, eq(gatherings.id, seats.gatheringId))
		.where(
			and(
				eq(gatherings.circleId, circleId),
				isNull(gatherings.cancelledAt),
				gt(gatherings.startsAt, now),
				accountId ? eq(seats.accountId, accountId) : eq(seats.guestHash, guestHash!)
			)
		);
	for (const { gathering, seat } of rows) await giveBack(gathering, seat);
}
