// Locking an account out of this instance, and letting it in again. What it had ahead is given back; its circles wait.

import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { endLogins } from '../accounts/ending.ts';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { circleHosts } from '../db/schema-series.ts';
import { send } from '../gatherings/gatherings.ts';
import { note } from '../audit/index.ts';
import { credentialUntil, withdrawCredential } from '../accounts/credentials.ts';
import { withoutHost } from '../circles/hosts.ts';
import { seatedIn } from '../gatherings/seated-in.ts';
import { giveBack } from '../seats/seating.ts';

export type LockRefusal = 'own-lock' | 'locked-already' | 'not-locked';

/**
 * Locks an account out, at once and everywhere, or not at all: its logins end, its credential is taken away, a seat nobody has sat in yet is
 * free for somebody else, and from a gathering it sits in it is removed. What it hosts stays and waits for an operator.
 * @param by the operator's account
 */
export async function lockAccount(accountId: string, by: string, now = new Date()): Promise<{ ok: true } | { refused: LockRefusal }> {
	if (accountId === by) return { refused: 'own-lock' };
	return db().transaction(async (tx) => {
		if (!(await setLocked(tx, accountId, true, by))) return { refused: 'locked-already' };
		await endLogins(accountId, null, tx);
		if ((await credentialUntil(accountId, now, tx)) !== null) await withdrawCredential(accountId, by, now, tx);
		await leaveGatherings(tx, accountId, now);
		return { ok: true };
	});
}

/** Lets an account in again. Seats and credential do not come back by themselves. */
export async function unlockAccount(accountId: string, by: string): Promise<{ ok: true } | { refused: LockRefusal }> {
	return (await db().transaction((tx) => setLocked(tx, accountId, false, by))) ? { ok: true } : { refused: 'not-locked' };
}

export interface Locked {
	accountId: string;
	name: string;
	email: string;
	/** Gatherings ahead in circles that this account hosts, and nobody else who may come in. */
	ahead: { id: string; title: string; startsAt: Date; zone: string }[];
}

/** Everybody who is locked out, with what waits for a decision. */
export async function lockedAccounts(now = new Date()): Promise<Locked[]> {
	const people = await db()
		.select({ accountId: accounts.id, name: accounts.name, email: accounts.email })
		.from(accounts)
		.where(eq(accounts.locked, true))
		.orderBy(asc(accounts.name));
	if (people.length === 0) return [];
	const ahead = await db()
		.select({
			id: gatherings.id,
			hostId: circleHosts.accountId,
			title: circles.title,
			startsAt: gatherings.startsAt,
			zone: gatherings.zone
		})
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.innerJoin(circleHosts, eq(circleHosts.circleId, circles.id))
		.where(and(inArray(circles.id, withoutHost()), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now)))
		.orderBy(asc(gatherings.startsAt));
	return people.map((one) => ({
		...one,
		ahead: ahead.filter(({ hostId }) => hostId === one.accountId).map(({ hostId: _, ...rest }) => rest)
	}));
}

/** Whether it was not so before. */
async function setLocked(tx: Tx, accountId: string, locked: boolean, by: string): Promise<boolean> {
	const changed = await tx
		.update(accounts)
		.set({ locked })
		.where(and(eq(accounts.id, accountId), eq(accounts.locked, !locked)))
		.returning({ id: accounts.id });
	if (changed.length === 0) return false;
	await note(locked ? 'account-locked' : 'account-unlocked', { actor: by, subject: accountId }, tx);
	return true;
}

async function leaveGatherings(tx: Tx, accountId: string, now: Date): Promise<void> {
	for (const { gathering, seat } of await seatedIn(accountId, now, tx)) {
		const answer = await giveBack(gathering, seat, now, tx);
		if ('refused' in answer && answer.refused === 'begun') await send(gathering, { kind: 'house' }, { type: 'REMOVE', seat }, null, tx);
	}
}
