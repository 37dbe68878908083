// Circles: the standing groups, their hosts, facilitators and members. Gatherings are scheduled elsewhere.

import { and, asc, count, eq, inArray, ne, or } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { isId, type Visitor } from '../access/index.ts';
import { accountByEmail } from '../accounts/accounts.ts';
import { guestSecrets } from '../ground/cookies.ts';
import { credentialUntil } from '../accounts/credentials.ts';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circleFacilitators, circles, members } from '../db/schema-circles.ts';
import { circleHosts } from '../db/schema-series.ts';
import { hostedBy, isHost } from './hosts.ts';
import { knownBy, shutOut } from './shut-out.ts';
import { hashOf } from '../ground/secrets.ts';
import type { Instant, Role } from '../../gathering/types.ts';

export type HoldingRole = Exclude<Role, 'participant'>;
export type Circle = typeof circles.$inferSelect;

/** What a host writes about a circle; lengths and choices must have been checked. */
export type CircleWords = Pick<Circle, 'title' | 'theme' | 'isFor' | 'isNot' | 'access' | 'formatId'> &
	Partial<Pick<Circle, 'cohort' | 'prerequisite' | 'language' | 'tags'>>;

/** How somebody stands to a circle. Null: they may not know that it is there. */
export interface Membership {
	circle: Circle;
	host: boolean;
	/** Their name in this circle, when they belong to it. */
	member: { name: string; guestHash: string | null; invitationId: string | null } | null;
	facilitator: HoldingRole | null;
}

export interface CircleFacilitator {
	accountId: string;
	name: string;
	role: HoldingRole;
	/** They said yes to every gathering; else they are asked for each. */
	standing: boolean;
	/** When the credential ends; null for none. */
	credentialUntil: Instant | null;
}

/** The most people who may hold one circle. */
export const mostFacilitators = 6;

/** Makes a circle; whoever begins it hosts it and belongs to it. Returns its id. */
export async function createCircle(hostId: string, hostName: string, words: CircleWords): Promise<string> {
	return db().transaction(async (tx) => {
		const [made] = await tx.insert(circles).values(words).returning({ id: circles.id });
		await tx.insert(circleHosts).values({ circleId: made!.id, accountId: hostId });
		await tx.insert(members).values({ circleId: made!.id, accountId: hostId, name: hostName });
		return made!.id;
	});
}

/**
 * Changes what a circle says about itself. Gatherings that are scheduled keep their format.
 * @param since what was changed since the host saw it, told by how it stands now: then nothing is written
 * @returns what was changed meanwhile; null when it was written
 */
export async function changeCircle<M>(circleId: string, words: CircleWords, since: (now: Circle) => M | null): Promise<M | null> {
	return db().transaction(async (tx) => {
		const [now] = await tx.select().from(circles).where(eq(circles.id, circleId)).for('no key update');
		const found = now ? since(now) : null;
		if (found === null) await tx.update(circles).set(words).where(eq(circles.id, circleId));
		return found;
	});
}

/**
 * How the sender of a request stands to a circle; null when it is not theirs to see.
 * @param seated they have a seat in one of its gatherings, which lets them see it in any case
 */
export async function membershipOf(visitor: Visitor, circleId: string, seated = false): Promise<Membership | null> {
	if (!isId(circleId)) return null;
	const [circle] = await db().select().from(circles).where(eq(circles.id, circleId));
	if (!circle) return null;
	const { account } = visitor.locals;
	const member = await memberOf(visitor, circleId);
	const facilitator = account ? await roleIn(circleId, account.id) : null;
	const host = account !== null && (await isHost(circleId, account.id));
	if (!host && !facilitator && !seated && (await shutOut(circleId, knownBy(visitor)))) return null;
	const findable = circle.access !== 'invitation' && !circle.rehearsal && account !== null;
	return host || facilitator || member || findable || seated ? { circle, host, member, facilitator } : null;
}

/** The circles somebody belongs to, holds or hosts; rehearsals are not among them. */
export async function circlesOf(visitor: Visitor): Promise<Circle[]> {
	const mine = whoseRow(visitor);
	const { account } = visitor.locals;
	if (!mine) return [];
	const belongs = db().select({ id: members.circleId }).from(members).where(mine);
	const holds = account
		? db().select({ id: circleFacilitators.circleId }).from(circleFacilitators).where(eq(circleFacilitators.accountId, account.id))
		: null;
	return db()
		.select()
		.from(circles)
		.where(
			and(
				eq(circles.rehearsal, false),
				or(
					inArray(circles.id, belongs),
					holds ? inArray(circles.id, holds) : undefined,
					account ? inArray(circles.id, hostedBy(account.id)) : undefined
				)
			)
		)
		.orderBy(asc(circles.title));
}

/** Who holds a circle, facilitators first. */
export async function facilitatorsOf(circleId: string, now = new Date()): Promise<CircleFacilitator[]> {
	const rows = await db()
		.select({ accountId: accounts.id, name: accounts.name, role: circleFacilitators.role, standing: circleFacilitators.standing })
		.from(circleFacilitators)
		.innerJoin(accounts, eq(accounts.id, circleFacilitators.accountId))
		.where(eq(circleFacilitators.circleId, circleId));
	const order: HoldingRole[] = ['facilitator', 'coFacilitator', 'guardian'];
	const found = await Promise.all(rows.map(async (row) => ({ ...row, credentialUntil: await credentialUntil(row.accountId, now) })));
	return found.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.name.localeCompare(b.name));
}

export type FacilitatorRefusal = 'no-account' | 'too-many-holders' | 'one-facilitator';

/**
 * For somebody's own yes, and never for an address that a host typed: that is `askForRole`.
 * Lets somebody hold the circle's next gatherings, or changes what they are in it. There is one facilitator.
 * @param standing they said yes to every gathering: a host who adds themself, or whose word is known. Else they are asked for each
 */
export async function addFacilitator(
	circleId: string,
	email: string,
	role: HoldingRole,
	hostId: string,
	standing = true
): Promise<{ ok: true } | { refused: FacilitatorRefusal }> {
	const account = await accountByEmail(email);
	if (!account || account.locked) return { refused: 'no-account' };
	const answer = await db().transaction(async (tx): Promise<{ ok: true } | { refused: FacilitatorRefusal }> => {
		await tx.select().from(circles).where(eq(circles.id, circleId)).for('no key update');
		const others = await tx
			.select({ role: circleFacilitators.role })
			.from(circleFacilitators)
			.where(and(eq(circleFacilitators.circleId, circleId), ne(circleFacilitators.accountId, account.id)));
		if (others.length >= mostFacilitators) return { refused: 'too-many-holders' };
		if (role === 'facilitator' && others.some((other) => other.role === role)) return { refused: 'one-facilitator' };
		await tx
			.insert(circleFacilitators)
			.values({ circleId, accountId: account.id, role, standing })
			.onConflictDoUpdate({ target: [circleFacilitators.circleId, circleFacilitators.accountId], set: { role } });
		await tx.insert(members).values({ circleId, accountId: account.id, name: account.name }).onConflictDoNothing();
		await note('role-given', { actor: hostId, subject: account.id, data: { role } }, tx);
		return { ok: true };
	});
	return answer;
}

/** Somebody holds the circle no more; seats they already have stay theirs. */
export async function removeFacilitator(circleId: string, accountId: string, hostId: string): Promise<void> {
	const gone = await db()
		.delete(circleFacilitators)
		.where(and(eq(circleFacilitators.circleId, circleId), eq(circleFacilitators.accountId, accountId)))
		.returning();
	if (gone.length === 0) return;
	await note('role-taken', { actor: hostId, subject: accountId });
}

/** How many belong to a circle. */
export async function memberCount(circleId: string): Promise<number> {
	const [found] = await db().select({ n: count() }).from(members).where(eq(members.circleId, circleId));
	return found?.n ?? 0;
}

async function roleIn(circleId: string, accountId: string): Promise<HoldingRole | null> {
	const [found] = await db()
		.select({ role: circleFacilitators.role })
		.from(circleFacilitators)
		.where(and(eq(circleFacilitators.circleId, circleId), eq(circleFacilitators.accountId, accountId)));
	return found?.role ?? null;
}

/** The member row of a visitor, by their account, else by a guest's secret. */
async function memberOf(visitor: Visitor, circleId: string) {
	const mine = whoseRow(visitor);
	if (!mine) return null;
	const rows = await db()
		.select({ name: members.name, guestHash: members.guestHash, invitationId: members.invitationId })
		.from(members)
		.where(and(eq(members.circleId, circleId), mine));
	return rows.find((row) => row.guestHash === null) ?? rows[0] ?? null;
}

function whoseRow(visitor: Visitor) {
	const { account } = visitor.locals;
	const guests = guestSecrets(visitor).map(hashOf);
	if (!account && guests.length === 0) return null;
	return or(account ? eq(members.accountId, account.id) : undefined, guests.length > 0 ? inArray(members.guestHash, guests) : undefined);
}
