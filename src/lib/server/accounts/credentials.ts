// Credentials: who has earned what a takeover asks for, until when. Granted by an operator, checked by the machine.

import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { seatedIn } from '../gatherings/seated-in.ts';
import { retireLogins } from './ending.ts';
import { db, type Tx } from '../db/index.ts';
import { accounts, credentials } from '../db/schema-accounts.ts';
import { send } from '../gatherings/gatherings.ts';
import type { Instant } from '../../gathering/types.ts';

/** A credential is for a year at most: then somebody looks again. */
export const longestCredentialMs = 366 * 24 * 60 * 60_000;

/** When an account's credential ends; null when it has none that is good now. */
export async function credentialUntil(accountId: string, now = new Date(), tx: Tx = db()): Promise<Instant | null> {
	const [found] = await tx
		.select({ until: credentials.expiresAt })
		.from(credentials)
		.where(and(eq(credentials.accountId, accountId), isNull(credentials.revokedAt), gt(credentials.expiresAt, now)))
		.orderBy(desc(credentials.expiresAt))
		.limit(1);
	return found?.until.getTime() ?? null;
}

export type GrantRefusal = 'no-account' | 'not-yourself' | 'not-operator' | 'date-past' | 'date-far';

/** Who grants: an operator on the page, or whoever may run commands on the machine. */
export type Granter = { operator: string } | 'command';

/**
 * Gives an account a credential until a moment at most a year away; one it had is replaced.
 * Its logins end, and every gathering in which it has a seat is told.
 */
export async function grantCredential(
	accountId: string,
	until: Date,
	by: Granter,
	now = new Date()
): Promise<{ ok: true } | { refused: GrantRefusal }> {
	const refused = (await mayGrant(by, accountId)) ?? dateRefusal(until, now);
	if (refused) return { refused };
	await db().transaction(async (tx) => {
		await withdraw(accountId, now, tx);
		const grantedBy = by === 'command' ? by : by.operator;
		await tx.insert(credentials).values({ accountId, grantedBy, expiresAt: until });
		await note('credential-granted', { actor: actorOf(by), subject: accountId, data: { until: until.getTime() } }, tx);
	});
	await makeItKnown(accountId, until.getTime(), now);
	return { ok: true };
}

/**
 * Takes an account's credential away, everywhere and at once.
 * @param by whoever may grant; or the safety contact, of whom the caller has made sure
 */
export async function revokeCredential(
	accountId: string,
	by: Granter | { safety: string },
	now = new Date()
): Promise<{ ok: true } | { refused: GrantRefusal }> {
	const refused = typeof by === 'object' && 'safety' in by ? null : await mayGrant(by, accountId);
	if (refused) return { refused };
	await db().transaction((tx) => withdrawCredential(accountId, actorOf(by), now, tx));
	await makeItKnown(accountId, null, now);
	return { ok: true };
}

/**
 * Takes a credential away within a transaction that sees to its logins and seats itself.
 * @param actor whose act that is, for the record; null for a command on the machine
 */
export async function withdrawCredential(accountId: string, actor: string | null, now: Date, tx: Tx): Promise<void> {
	await withdraw(accountId, now, tx);
	await note('credential-revoked', { actor, subject: accountId }, tx);
}

/** Everybody who has or had a credential, newest first, for the operator's page. */
export async function allCredentials() {
	return db()
		.select({
			accountId: credentials.accountId,
			name: accounts.name,
			email: accounts.email,
			grantedAt: credentials.grantedAt,
			expiresAt: credentials.expiresAt,
			revokedAt: credentials.revokedAt
		})
		.from(credentials)
		.innerJoin(accounts, eq(accounts.id, credentials.accountId))
		.orderBy(desc(credentials.grantedAt))
		.limit(200);
}

const actorOf = (by: Granter | { safety: string }) => (by === 'command' ? null : 'safety' in by ? by.safety : by.operator);

async function mayGrant(by: Granter, accountId: string): Promise<GrantRefusal | null> {
	const [account] = await db().select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId));
	if (!account) return 'no-account';
	if (by === 'command') return null;
	if (by.operator === accountId) return 'not-yourself';
	const [operator] = await db().select({ may: accounts.operator }).from(accounts).where(eq(accounts.id, by.operator));
	return operator?.may ? null : 'not-operator';
}

function dateRefusal(until: Date, now: Date): GrantRefusal | null {
	if (!(until > now)) return 'date-past';
	return until.getTime() - now.getTime() > longestCredentialMs ? 'date-far' : null;
}

async function withdraw(accountId: string, now: Date, tx: Tx): Promise<void> {
	await tx
		.update(credentials)
		.set({ revokedAt: now })
		.where(and(eq(credentials.accountId, accountId), isNull(credentials.revokedAt)));
}

/** Ends the account's logins, under somebody who sits in a circle at their next door, and tells every gathering of it that is ahead or on. */
async function makeItKnown(accountId: string, until: Instant | null, now: Date): Promise<void> {
	await retireLogins(accountId, now);
	for (const { gathering, seat } of await seatedIn(accountId, now)) {
		await send(gathering, { kind: 'house' }, { type: 'CREDENTIAL', seat, credentialUntil: until });
	}
}
