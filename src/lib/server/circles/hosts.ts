// Who hosts a circle: whoever began it, and those who host it with them. Hosts are equals, and at least one stays.

import { and, asc, eq, sql } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { accountByEmail } from '../accounts/accounts.ts';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circles, members } from '../db/schema-circles.ts';
import { circleHosts } from '../db/schema-series.ts';

/** The most people who may host one circle. */
export const mostHosts = 4;

export type HostRefusal = 'no-account' | 'too-many-hosts' | 'last-host';

export interface Host {
	accountId: string;
	name: string;
	since: Date;
}

/** Who hosts a circle, whoever has hosted it longest first. */
export const hostsOf = (circleId: string, tx: Tx = db()): Promise<Host[]> =>
	tx
		.select({ accountId: accounts.id, name: accounts.name, since: circleHosts.since })
		.from(circleHosts)
		.innerJoin(accounts, eq(accounts.id, circleHosts.accountId))
		.where(eq(circleHosts.circleId, circleId))
		.orderBy(asc(circleHosts.since), asc(accounts.name));

/** Whether somebody hosts a circle. */
export async function isHost(circleId: string, accountId: string, tx: Tx = db()): Promise<boolean> {
	const [found] = await tx
		.select({ id: circleHosts.accountId })
		.from(circleHosts)
		.where(and(eq(circleHosts.circleId, circleId), eq(circleHosts.accountId, accountId)));
	return found !== undefined;
}

/** The ids of the circles somebody hosts, for use inside a statement. */
export const hostedBy = (accountId: string, tx: Tx = db()) =>
	tx.select({ id: circleHosts.circleId }).from(circleHosts).where(eq(circleHosts.accountId, accountId));

/** The ids of circles whose hosts are all locked out, for use inside a statement: nothing new is planned there. */
export const withoutHost = (tx: Tx = db()) =>
	tx
		.select({ id: circleHosts.circleId })
		.from(circleHosts)
		.innerJoin(accounts, eq(accounts.id, circleHosts.accountId))
		.groupBy(circleHosts.circleId)
		.having(sql`bool_and(${accounts.locked})`);

/** For somebody's own yes, as `addFacilitator`: somebody with an account hosts the circle too, and belongs to it from now on. Who hosts it already stays so. */
export async function addHost(circleId: string, email: string, byId: string): Promise<{ ok: true } | { refused: HostRefusal }> {
	const account = await accountByEmail(email);
	if (!account || account.locked) return { refused: 'no-account' };
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: HostRefusal }> => {
		await lockCircle(tx, circleId);
		const hosts = await hostsOf(circleId, tx);
		if (hosts.some(({ accountId }) => accountId === account.id)) return { ok: true };
		if (hosts.length >= mostHosts) return { refused: 'too-many-hosts' };
		await tx.insert(circleHosts).values({ circleId, accountId: account.id });
		await tx.insert(members).values({ circleId, accountId: account.id, name: account.name }).onConflictDoNothing();
		await note('role-given', { actor: byId, subject: account.id, data: { role: 'host' } }, tx);
		return { ok: true };
	});
}

/** Somebody hosts the circle no more, by their own wish. They still belong to it. The last one stays. */
export async function stopHosting(circleId: string, accountId: string): Promise<{ ok: true } | { refused: HostRefusal }> {
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: HostRefusal }> => {
		await lockCircle(tx, circleId);
		const hosts = await hostsOf(circleId, tx);
		if (hosts.length < 2) return { refused: 'last-host' };
		await tx.delete(circleHosts).where(and(eq(circleHosts.circleId, circleId), eq(circleHosts.accountId, accountId)));
		await note('role-taken', { actor: accountId, subject: accountId, data: { role: 'host' } }, tx);
		return { ok: true };
	});
}

/** Two who stop at once do not both find the other still there. */
const lockCircle = (tx: Tx, circleId: string) =>
	tx.select({ id: circles.id }).from(circles).where(eq(circles.id, circleId)).for('no key update');
