// The only place that knows the auth library. Tokens are hashed here, so that what the database holds opens nothing.

import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { Lucia, TimeSpan } from 'lucia';
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { authLimits } from './limits.ts';
import type { Account } from './words.ts';

/** The table `logins` under the names the library asks for. */
const logins = pgTable('logins', {
	id: text('id').primaryKey(),
	userId: uuid('account_id').notNull(),
	expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
	startedAt: timestamp('started_at', { withTimezone: true }).notNull()
});

const library = () =>
	new Lucia(new DrizzlePostgreSQLAdapter(db(), logins, accounts), {
		sessionExpiresIn: new TimeSpan(authLimits.idleHours, 'h'),
		getSessionAttributes: ({ startedAt }) => ({ startedAt }),
		getUserAttributes: ({ email, name, operator, timeZone, country, locked }) => ({
			locked,
			account: { email, name, operator, timeZone, country }
		})
	});

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof library>;
		DatabaseSessionAttributes: { startedAt: Date };
		DatabaseUserAttributes: Omit<Account, 'id'> & { locked: boolean };
	}
}

/** A login that is known: its id is the hash of its token. */
export interface Login {
	id: string;
	account: Account;
	/** The moment after which the cookie is of no use. */
	endsAt: Date;
}

/** Starts a login for an account; returns the token for the cookie, which is stored nowhere. */
export async function beginLogin(accountId: string, now = new Date()): Promise<string> {
	const token = newSecret() + newSecret();
	await library().createSession(accountId, { startedAt: now }, { sessionId: hashOf(token) });
	return token;
}

/** The login behind a token, its idle time renewed; null when there is none, it is over, or the account is locked. */
export async function readLogin(token: string, now = new Date()): Promise<Login | null> {
	const { session, user } = await library().validateSession(hashOf(token));
	if (!session) return null;
	const endsAt = new Date(session.startedAt.getTime() + authLimits.absoluteMs);
	if (user.locked || endsAt <= now) {
		await endLogin(session.id);
		return null;
	}
	return { id: session.id, account: { id: user.id, ...user.account }, endsAt };
}

/** Ends one login, by its id. */
export const endLogin = (loginId: string): Promise<void> => library().invalidateSession(loginId);

/** Ends every login of an account: signing out everywhere, and after each change of what it may do. */
export const endLogins = (accountId: string): Promise<void> => library().invalidateUserSessions(accountId);
