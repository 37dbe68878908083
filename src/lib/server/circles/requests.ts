// Asking to join a circle: somebody asks, a host says yes or no, and each is told.

import { and, asc, eq, lt } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circles, members } from '../db/schema-circles.ts';
import { joinRequests, oriented as knownHere } from '../db/schema-seats.ts';
import { tell, tellAll } from '../mails/tell.ts';
import { wantedIn } from './attended.ts';
import { hasBegun } from './begun.ts';
import { hostsOf } from './hosts.ts';
import { joiningLimits } from '../../admission/choices.ts';
import { subscribe } from './subscriptions.ts';

export type AskRefusal = 'not-asked-for' | 'belongs' | 'asked-lately' | 'cohort-begun';

/** Somebody who asks, as the hosts read it. */
export interface JoinRequest {
	id: string;
	name: string;
	words: string;
	at: Date;
}

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms);

/** Asks to join. Asking again while it is open changes what was written, and tells nobody a second time. */
export async function askToJoin(
	circleId: string,
	accountId: string,
	{ name, words }: Pick<JoinRequest, 'name' | 'words'>,
	now = new Date()
): Promise<{ ok: true } | { refused: AskRefusal }> {
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: AskRefusal }> => {
		const [circle] = await tx.select().from(circles).where(eq(circles.id, circleId)).for('no key update');
		if (circle?.access !== 'approval' || circle.rehearsal) return { refused: 'not-asked-for' };
		if (await tx.$count(members, and(eq(members.circleId, circleId), eq(members.accountId, accountId)))) return { refused: 'belongs' };
		if (circle.cohort && (await hasBegun(circleId, now, tx))) return { refused: 'cohort-begun' };
		const mine = and(eq(joinRequests.circleId, circleId), eq(joinRequests.accountId, accountId));
		const [had] = await tx.select().from(joinRequests).where(mine);
		if (had?.refused && had.at > ago(now, joiningLimits.askAgainMs)) return { refused: 'asked-lately' };
		if (had && !had.refused) {
			await tx.update(joinRequests).set({ name, words }).where(mine);
			return { ok: true };
		}
		await tx.delete(joinRequests).where(mine);
		const [asked] = await tx.insert(joinRequests).values({ circleId, accountId, name, words, at: now }).returning({ id: joinRequests.id });
		const hosts = (await hostsOf(circleId, tx)).map((host) => host.accountId);
		await tellAll(tx, hosts, { kind: 'joinAsked', circle: circleId, occasion: asked!.id });
		return { ok: true };
	});
}

/** Takes one's asking back. A no that was said stays said. */
export async function stopAskingToJoin(circleId: string, accountId: string): Promise<void> {
	const open = and(eq(joinRequests.circleId, circleId), eq(joinRequests.accountId, accountId), eq(joinRequests.refused, false));
	await db().delete(joinRequests).where(open);
}

/** How it stands with somebody's asking: open, answered with a no lately, or null. */
export async function askedOf(circleId: string, accountId: string, now = new Date()): Promise<'open' | 'no' | null> {
	const [found] = await db()
		.select({ refused: joinRequests.refused, at: joinRequests.at })
		.from(joinRequests)
		.where(and(eq(joinRequests.circleId, circleId), eq(joinRequests.accountId, accountId)));
	if (!found) return null;
	if (!found.refused) return 'open';
	return found.at > ago(now, joiningLimits.askAgainMs) ? 'no' : null;
}

/** The circles somebody asked to join and has no answer from. */
export async function openAskings(accountId: string): Promise<{ id: string; title: string }[]> {
	return db()
		.select({ id: circles.id, title: circles.title })
		.from(joinRequests)
		.innerJoin(circles, eq(circles.id, joinRequests.circleId))
		.where(and(eq(joinRequests.accountId, accountId), eq(joinRequests.refused, false)))
		.orderBy(asc(circles.title));
}

/** Who asks, for a circle's hosts; whoever has waited longest first. */
export async function requestsOf(circleId: string): Promise<JoinRequest[]> {
	return db()
		.select({ id: joinRequests.id, name: joinRequests.name, words: joinRequests.words, at: joinRequests.at })
		.from(joinRequests)
		.innerJoin(accounts, eq(accounts.id, joinRequests.accountId))
		.where(and(eq(joinRequests.circleId, circleId), eq(joinRequests.refused, false), eq(accounts.locked, false)))
		.orderBy(asc(joinRequests.at))
		.limit(100);
}

/**
 * A host answers. With a yes the person belongs to the circle and hears of it; what they wrote is forgotten either way.
 * @param oriented the host says that they know how it works, where the circle or what it plans asks for evenings before; it counts in this circle alone
 */
export async function answerRequest(
	circleId: string,
	requestId: string,
	{ yes, oriented }: { yes: boolean; oriented: boolean },
	hostId: string,
	now = new Date()
): Promise<{ ok: true } | { refused: 'answered' }> {
	return db().transaction(async (tx): Promise<{ ok: true } | { refused: 'answered' }> => {
		const which = and(eq(joinRequests.id, requestId), eq(joinRequests.circleId, circleId), eq(joinRequests.refused, false));
		const [asked] = await tx.select().from(joinRequests).where(which).for('update');
		if (!asked) return { refused: 'answered' };
		const { accountId, name } = asked;
		if (yes) {
			await tx.delete(joinRequests).where(which);
			await tx.insert(members).values({ circleId, accountId, name }).onConflictDoNothing();
			await subscribe(circleId, accountId, tx);
			const [circle] = await tx
				.select({ id: circles.id, prerequisite: circles.prerequisite })
				.from(circles)
				.where(eq(circles.id, circleId));
			const known = oriented ? await wantedIn(circle!, now, tx) : [];
			for (const formatId of known) await tx.insert(knownHere).values({ circleId, accountId, formatId }).onConflictDoNothing();
		} else await tx.update(joinRequests).set({ refused: true, words: '', at: now }).where(which);
		await tell(tx, { kind: 'joinAnswered', account: accountId, circle: circleId, occasion: requestId, data: { yes } });
		await note('join-answered', { actor: hostId, subject: accountId, data: { answer: yes ? 'yes' : 'no' } }, tx);
		return { ok: true };
	});
}

/** Forgets who was told no, once they may ask again. */
export async function forgetAskings(now: Date): Promise<void> {
	await db()
		.delete(joinRequests)
		.where(and(eq(joinRequests.refused, true), lt(joinRequests.at, ago(now, joiningLimits.askAgainMs))));
}
