// Accounts: finding them, checking a password, and what people change about their own.

import { eq } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { db } from '../db/index.ts';
import { logFailure } from '../ground/log.ts';
import { accounts } from '../db/schema-accounts.ts';
import { endLogins } from './ending.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { Account } from './types.ts';

/** The account of an address (lower-cased), or null. */
export async function accountByEmail(email: string): Promise<(Account & { locked: boolean }) | null> {
	const [found] = await db().select().from(accounts).where(eq(accounts.email, email));
	return found ?? null;
}

/**
 * Whose password this is. Null for a wrong one, an unknown address and a locked account alike, after the same work.
 * @param email lower-cased
 */
export async function accountByPassword(email: string, password: string): Promise<string | null> {
	const [found] = await db()
		.select({ id: accounts.id, hash: accounts.passwordHash, locked: accounts.locked })
		.from(accounts)
		.where(eq(accounts.email, email));
	const right = await verifyPassword(password, found?.hash ?? null);
	// Beside the answer, not before it: its time would tell that there is an account.
	if (found && !right) void note('login-failed', { actor: null, subject: found.id }).catch((error) => logFailure('login-failed', error));
	return found && right && !found.locked ? found.id : null;
}

/** Whether an account has a password at all. */
export async function hasPassword(accountId: string): Promise<boolean> {
	const [found] = await db().select({ hash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, accountId));
	return Boolean(found?.hash);
}

/**
 * Sets a new password and ends every login of the account.
 * @param but the login of this browser, which the caller signs in again
 */
export async function setPassword(accountId: string, password: string, but: string | null = null): Promise<void> {
	const passwordHash = await hashPassword(password);
	await db().update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
	await note('password-set', { actor: accountId, subject: accountId });
	await endLogins(accountId, but);
}

type About = Pick<Account, 'name' | 'timeZone' | 'country'>;

/**
 * Changes what a person may change about themself. The values must have been checked.
 * @param since what was changed since they saw it, in another tab; then nothing is written, and it is returned
 */
export async function changeAccount<M>(accountId: string, to: About, since: (now: About) => M | null): Promise<M | null> {
	const { name, timeZone, country } = to;
	return db().transaction(async (tx) => {
		const [now] = await tx
			.select({ name: accounts.name, timeZone: accounts.timeZone, country: accounts.country })
			.from(accounts)
			.where(eq(accounts.id, accountId))
			.for('no key update');
		const found = now ? since(now) : null;
		if (found === null) await tx.update(accounts).set({ name, timeZone, country }).where(eq(accounts.id, accountId));
		return found;
	});
}

/** Ends every login of an account, at the person's own wish. */
export async function signOutEverywhere(accountId: string): Promise<void> {
	await note('logins-ended', { actor: accountId, subject: accountId });
	await endLogins(accountId);
}
