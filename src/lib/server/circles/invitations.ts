// Invitations to a circle: links that a host makes, copies and withdraws, and what happens when one is used.

import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { hasBegun } from './begun.ts';
import { db, type Tx } from '../db/index.ts';
import { circles, invitations, members } from '../db/schema-circles.ts';
import { asRefusal, Abort } from '../db/abort.ts';
import { inviteByMail } from '../mails/invite.ts';
import { hashOf, newSecret } from '../ground/secrets.ts';

export const invitationLimits = { maxUses: 50, maxDays: 30, usualUses: 12, usualDays: 7 } as const;
const dayMs = 24 * 60 * 60_000;

/** An invitation as its host sees it; the link itself cannot be shown again. */
export interface Invitation {
	id: string;
	usesLeft: number;
	expiresAt: Date;
	createdAt: Date;
	state: 'open' | 'used up' | 'over' | 'withdrawn';
}

/**
 * Makes an invitation.
 * @param uses how many people may come by it, 1 to 50
 * @param days how long it is good, 1 to 30
 * @returns the secret of its link: shown once, then only its hash is known
 */
export async function makeInvitation(
	circleId: string,
	uses: number,
	days: number,
	hostId: string,
	now = new Date(),
	tx: Tx = db()
): Promise<string> {
	const secret = newSecret();
	const expiresAt = new Date(now.getTime() + days * dayMs);
	await tx.insert(invitations).values({ circleId, secretHash: hashOf(secret), usesLeft: uses, expiresAt });
	await note('invitation-made', { actor: hostId, subject: hostId }, tx);
	return secret;
}

/**
 * Makes an invitation for one person and sends it to their address, which is not kept.
 * @param to an address that was checked
 */
export async function mailInvitation(
	circleId: string,
	to: string,
	days: number,
	hostId: string,
	now = new Date()
): Promise<{ ok: true } | { refused: 'no-mail-key' }> {
	return db()
		.transaction(async (tx): Promise<{ ok: true }> => {
			const secret = await makeInvitation(circleId, 1, days, hostId, now, tx);
			if (!(await inviteByMail(tx, circleId, to, secret))) throw new Abort('no-mail-key');
			return { ok: true };
		})
		.catch(asRefusal<'no-mail-key'>);
}

/** A circle's invitations, newest first. */
export async function invitationsOf(circleId: string, now = new Date()): Promise<Invitation[]> {
	const rows = await db()
		.select()
		.from(invitations)
		.where(eq(invitations.circleId, circleId))
		.orderBy(desc(invitations.createdAt))
		.limit(50);
	return rows.map(({ id, usesLeft, expiresAt, createdAt, withdrawnAt }) => ({
		id,
		usesLeft,
		expiresAt,
		createdAt,
		state: withdrawnAt ? 'withdrawn' : expiresAt <= now ? 'over' : usesLeft < 1 ? 'used up' : 'open'
	}));
}

/** Withdraws an invitation of a circle: nobody comes by it any more. Who came already stays. */
export async function withdrawInvitation(circleId: string, invitationId: string, hostId: string, now = new Date()): Promise<void> {
	await db()
		.update(invitations)
		.set({ withdrawnAt: now })
		.where(and(eq(invitations.id, invitationId), eq(invitations.circleId, circleId), isNull(invitations.withdrawnAt)));
	await note('invitation-withdrawn', { actor: hostId, subject: hostId });
}

/** What an invitation opens, for the page that asks whether to go in; null for one that is not good. */
export async function lookAtInvitation(secret: string, now = new Date()) {
	const [found] = await db()
		.select({ circleId: circles.id, title: circles.title, theme: circles.theme, isFor: circles.isFor, isNot: circles.isNot })
		.from(invitations)
		.innerJoin(circles, eq(circles.id, invitations.circleId))
		.where(and(eq(invitations.secretHash, hashOf(secret)), good(now)));
	return found ?? null;
}

/** Who comes in: an account, or a guest who has nothing but a name. */
export type Comer = { accountId: string; name: string } | { guest: string | null; name: string };

/**
 * Uses an invitation. Somebody who belongs to the circle already uses nothing up.
 * @param comer for a guest, the secret of this circle that their browser may hold
 * @returns the circle, and for a guest the secret to keep in the cookie
 */
export async function useInvitation(
	secret: string,
	comer: Comer,
	now = new Date()
): Promise<{ circleId: string; guestSecret: string | null } | { refused: 'invitation-not-good' | 'cohort-begun' }> {
	return db().transaction(async (tx) => {
		const [invitation] = await tx
			.select({ id: invitations.id, circleId: invitations.circleId, cohort: circles.cohort })
			.from(invitations)
			.innerJoin(circles, eq(circles.id, invitations.circleId))
			.where(and(eq(invitations.secretHash, hashOf(secret)), good(now)))
			.for('update', { of: invitations });
		if (!invitation) return { refused: 'invitation-not-good' };
		const { circleId } = invitation;
		const guestSecret = 'guest' in comer ? comer.guest : null;
		if (await belongs(circleId, comer, tx)) return { circleId, guestSecret };
		if (invitation.cohort && (await hasBegun(circleId, now, tx))) return { refused: 'cohort-begun' };
		const fresh = 'guest' in comer ? newSecret() : null;
		await tx.insert(members).values({
			circleId,
			invitationId: invitation.id,
			name: comer.name,
			accountId: 'accountId' in comer ? comer.accountId : null,
			guestHash: fresh && hashOf(fresh)
		});
		await tx
			.update(invitations)
			.set({ usesLeft: sql`${invitations.usesLeft} - 1` })
			.where(eq(invitations.id, invitation.id));
		return { circleId, guestSecret: fresh };
	});
}

const good = (now: Date) => and(isNull(invitations.withdrawnAt), gt(invitations.expiresAt, now), gt(invitations.usesLeft, 0));

async function belongs(circleId: string, comer: Comer, tx: Tx): Promise<boolean> {
	if ('guest' in comer && !comer.guest) return false;
	const who = 'guest' in comer ? eq(members.guestHash, hashOf(comer.guest!)) : eq(members.accountId, comer.accountId);
	const [found] = await tx
		.select({ id: members.id })
		.from(members)
		.where(and(eq(members.circleId, circleId), who));
	return found !== undefined;
}
