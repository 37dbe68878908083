// The only place that knows the auth library. Tokens are hashed here, so that what the database holds opens nothing.

import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { eq } from 'drizzle-orm';
import { Lucia, TimeSpan } from 'lucia';
import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
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
	startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
	consentOpen: boolean('consent_open').notNull()
});

const library = () =>
	new Lucia(new DrizzlePostgreSQLAdapter(db(), logins, accounts), {
		sessionExpiresIn: new TimeSpan(authLimits.idleHours, 'h'),
		getSessionAttributes: ({ startedAt, consentOpen }) => ({ startedAt, consentOpen }),
		getUserAttributes: ({ email, name, operator, timeZone, country, locked }) => ({
			locked,
			account: { email, name, operator, timeZone, country }
		})
	});

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof library>;
		DatabaseSessionAttributes: { startedAt: Date; consentOpen: boolean };
		DatabaseUserAttributes: Omit<Account, 'id'> & { locked: boolean };
	}
}

/** A login that is known: its id is the hash of its token. */
export interface Login {
	id: string;
	account: Account;
	startedAt: Date;
	/** Until they agree to the wording that holds, it opens nothing but the page that asks. */
	consentOpen: boolean;
	/** The moment after which the cookie is of no use. */
	endsAt: Date;
}

/**
 * Starts a login for an account; returns the token for the cookie, which is stored nowhere.
 * @param consentOpen they are still to be asked for their consent
 */
export async function beginLogin(accountId: string, now = new Date(), consentOpen = false): Promise<string> {
	const token = newSecret() + newSecret();
	await library().createSession(accountId, { startedAt: now, consentOpen }, { sessionId: hashOf(token) });
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
	const { id, startedAt, consentOpen } = session;
	return { id, account: { id: user.id, ...user.account }, startedAt, consentOpen, endsAt };
}

/** They agreed: from now on this login opens what it should. */
export async function closeConsent(loginId: string): Promise<void> {
	await db().update(logins).set({ consentOpen: false }).where(eq(logins.id, loginId));
}

/** Ends one login, by its id. */
export const endLogin = (loginId: string): Promise<void> => library().invalidateSession(loginId);

/** Ends every login of an account: signing out everywhere, and after each change of what it may do. */
export const endLogins = (accountId: string): Promise<void> => library().invalidateUserSessions(accountId);
