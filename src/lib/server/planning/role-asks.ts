// Asking somebody, by their address, to hold a circle, to host it, or to be its substitute. Whether the address is anybody's is never
// looked up here: for the hosts it stays what they typed, and whoever it belongs to is named by their own yes and not before.

import { and, asc, count, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circleFacilitators, circles } from '../db/schema-circles.ts';
import { mails } from '../db/schema-mails.ts';
import { circleHosts, circleSubstitutes, roleAsks } from '../db/schema-series.ts';
import { nameSubstitute, type SubstituteRefusal } from './substitutes.ts';
import { enqueueMails } from '../outbox/deliveries.ts';
import { seriesLimits } from './limits.ts';
import { addFacilitator, mostFacilitators, type FacilitatorRefusal, type HoldingRole } from '../circles/circles.ts';
import { addHost, mostHosts, type HostRefusal } from '../circles/hosts.ts';
import { keptMs } from '../ground/kept-ms.ts';

export type AskedRole = HoldingRole | 'host' | 'substitute';
type What = 'hold' | 'host' | 'substitute';
export type RoleAskRefusal = 'too-many-holders' | 'one-facilitator' | 'too-many-hosts' | 'too-many-substitutes';
export type RoleAnswerRefusal = FacilitatorRefusal | HostRefusal | SubstituteRefusal | 'not-asked' | 'credential-first';

/** What its hosts see of it. */
export interface RoleAsk {
	id: string;
	email: string;
	role: AskedRole;
}

const whatOf = (role: AskedRole): What => (role === 'host' || role === 'substitute' ? role : 'hold');
const fresh = (now: Date) => gt(roleAsks.askedAt, new Date(now.getTime() - keptMs.roleAsks));

/**
 * Asks an address, by one mail in which nothing is named. The same is done and answered for every address: known or not, asked
 * before or not, refused or not. Asked again while that is kept, it is on their page again, and no second mail goes out.
 */
export async function askForRole(
	circleId: string,
	email: string,
	role: AskedRole,
	hostId: string,
	now = new Date()
): Promise<{ ok: true } | { refused: RoleAskRefusal }> {
	const what = whatOf(role);
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: RoleAskRefusal }> => {
		await tx.select({ id: circles.id }).from(circles).where(eq(circles.id, circleId)).for('no key update');
		const no = await noRoom(tx, circleId, email, role, now);
		if (no) return { refused: no };
		const [asked] = await tx
			.insert(roleAsks)
			.values({ circleId, email, role, what, askedBy: hostId, askedAt: now })
			.onConflictDoUpdate({ target: [roleAsks.circleId, roleAsks.email, roleAsks.what], set: { role, withdrawnAt: null } })
			.returning({ id: roleAsks.id, again: sql<boolean>`xmax <> 0` });
		// Told of the first asking alone; the row is made in any case, so that one takes no longer than the other.
		const told = asked!.again ? { droppedAt: now } : {};
		const [mail] = await tx
			.insert(mails)
			.values({ kind: 'roleAsked', circleId, occasion: `${asked!.id} ${crypto.randomUUID()}`, data: { ask: asked!.id }, ...told })
			.returning({ id: mails.id });
		await enqueueMails(tx, [mail!.id]);
		return { ok: true };
	});
}

/** Why there is no place for one more, counted over those who hold it and those who are asked: never by whose address it is. */
async function noRoom(tx: Tx, circleId: string, email: string, role: AskedRole, now: Date): Promise<RoleAskRefusal | null> {
	const what = whatOf(role);
	const asked = await tx.$count(
		roleAsks,
		and(eq(roleAsks.circleId, circleId), eq(roleAsks.what, what), ne(roleAsks.email, email), isNull(roleAsks.withdrawnAt), fresh(now))
	);
	if (what === 'host')
		return (await tx.$count(circleHosts, eq(circleHosts.circleId, circleId))) + asked >= mostHosts ? 'too-many-hosts' : null;
	if (what === 'substitute')
		return (await tx.$count(circleSubstitutes, eq(circleSubstitutes.circleId, circleId))) + asked >= seriesLimits.mostSubstitutes
			? 'too-many-substitutes'
			: null;
	const held = await tx.select({ role: circleFacilitators.role }).from(circleFacilitators).where(eq(circleFacilitators.circleId, circleId));
	if (role === 'facilitator' && held.some((one) => one.role === role)) return 'one-facilitator';
	return held.length + asked >= mostFacilitators ? 'too-many-holders' : null;
}

/** Which addresses are asked, for a circle's hosts. */
export const roleAsksOf = (circleId: string, now = new Date()): Promise<RoleAsk[]> =>
	db()
		.select({ id: roleAsks.id, email: roleAsks.email, role: roleAsks.role })
		.from(roleAsks)
		.where(and(eq(roleAsks.circleId, circleId), isNull(roleAsks.withdrawnAt), fresh(now)))
		.orderBy(asc(roleAsks.askedAt));

/** A host takes an asking back. */
export async function withdrawRoleAsk(circleId: string, id: string, now = new Date()): Promise<void> {
	await db()
		.update(roleAsks)
		.set({ withdrawnAt: now })
		.where(and(eq(roleAsks.circleId, circleId), eq(roleAsks.id, id)));
}

const openTo = (email: string, now: Date) =>
	and(eq(roleAsks.email, email), isNull(roleAsks.withdrawnAt), isNull(roleAsks.refusedAt), fresh(now));

export interface RoleAsked {
	id: string;
	title: string;
	theme: string;
	role: AskedRole;
	/** The host who asks; null when they are here no more. */
	by: string | null;
}

/** What the owner of an address is asked for and has not answered. */
export const rolesAskedOf = (email: string, now = new Date()): Promise<RoleAsked[]> =>
	db()
		.select({ id: roleAsks.id, title: circles.title, theme: circles.theme, role: roleAsks.role, by: accounts.name })
		.from(roleAsks)
		.innerJoin(circles, eq(circles.id, roleAsks.circleId))
		.leftJoin(accounts, eq(accounts.id, roleAsks.askedBy))
		.where(openTo(email, now))
		.orderBy(asc(roleAsks.askedAt));

/** How many of them, for the page of circles. */
export async function openRoleAsks(email: string, now = new Date()): Promise<number> {
	const [found] = await db().select({ n: count() }).from(roleAsks).where(openTo(email, now));
	return found!.n;
}

/** Their own answer. A yes names them in the circle and makes them one of it; of a no nobody is told, and for the hosts it stays open. */
export async function answerRole(
	me: { id: string; email: string },
	id: string,
	yes: boolean,
	now = new Date()
): Promise<{ ok: true } | { refused: RoleAnswerRefusal }> {
	const mine = and(eq(roleAsks.id, id), openTo(me.email, now));
	const [asked] = await db().select().from(roleAsks).where(mine);
	if (!asked) return { refused: 'not-asked' };
	if (!yes) {
		await db().update(roleAsks).set({ refusedAt: now }).where(mine);
		return { ok: true };
	}
	const { circleId, role, askedBy } = asked;
	const by = askedBy ?? me.id;
	const done =
		role === 'host'
			? await addHost(circleId, me.email, by)
			: role === 'substitute'
				? await nameSubstitute(circleId, me.email, by, now)
				: await addFacilitator(circleId, me.email, role, by, false);
	if ('refused' in done) return done.refused === 'no-credential' ? { refused: 'credential-first' } : done;
	await db().delete(roleAsks).where(eq(roleAsks.id, id));
	return { ok: true };
}
