// The only place that knows the auth library. Tokens are hashed here, so that what the database holds opens nothing.

import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { eq } from 'drizzle-orm';
import { Lucia, TimeSpan } from 'lucia';
import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { db, sql } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { hashOf, newSecret } from '../ground/secrets.ts';
import { authLimits } from './limits.ts';
import { endLogin, expireLogin, sitsIn } from './ending.ts';
import type { Account } from './types.ts';

/** The table `logins` under the names the library asks for. */
const logins = pgTable('logins', {
	id: text('id').primaryKey(),
	userId: uuid('account_id').notNull(),
	expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
	startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
	consentOpen: boolean('consent_open').notNull()
});

const adapter = () => new DrizzlePostgreSQLAdapter(db(), logins, accounts);
const library = () => new Lucia(adapter(), { sessionExpiresIn: new TimeSpan(authLimits.idleHours, 'h') });

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof library>;
		DatabaseSessionAttributes: { startedAt: Date; consentOpen: boolean };
	}
}

const idleMs = authLimits.idleHours * 60 * 60_000;

/** A login that is known: its id is the hash of its token. */
export interface Login {
	id: string;
	account: Account;
	startedAt: Date;
	/** Until they agree to the wording that holds, it opens nothing but the page that asks. */
	consentOpen: boolean;
	/** The moment after which the cookie is of no use. */
	endsAt: Date;
	/** Its time is over, and somebody sits by it: it opens these gatherings' circles, and nothing else. Null while it is good. */
	onlyIn: string[] | null;
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

/**
 * The login behind a token, its idle time renewed; null when there is none, it is over, or the account is locked. No clock ends it
 * under somebody who sits in a circle: see `onlyIn`.
 */
export async function readLogin(token: string, now = new Date()): Promise<Login | null> {
	const [found] = await read(hashOf(token));
	if (!found) return null;
	const { id, consentOpen, locked, account } = found;
	const startedAt = new Date(found.startedAt);
	const endsAt = new Date(found.startedAt + authLimits.absoluteMs);
	if (locked) {
		await endLogin(id);
		return null;
	}
	const over = endsAt <= now || found.expiresAt <= now.getTime();
	const onlyIn = over ? await sitsIn(id) : null;
	if (onlyIn?.length === 0) {
		await expireLogin(id);
		return null;
	}
	if (!over && found.expiresAt - now.getTime() < idleMs / 2) await adapter().updateSessionExpiration(id, new Date(now.getTime() + idleMs));
	return { id, account, startedAt, consentOpen, endsAt, onlyIn };
}

interface Found extends Pick<Login, 'id' | 'consentOpen' | 'account'> {
	/** Both in ms since 1970. */
	startedAt: number;
	expiresAt: number;
	locked: boolean;
}

/**
 * Not the library's own reading, which deletes what is over before anybody can ask whether somebody sits by it. Every request waits for
 * this one: the database plans it once per connection.
 */
const read = (id: string) => sql()<Found[]>`
	select l.id, l.consent_open as "consentOpen", a.locked,
		(extract(epoch from l.started_at) * 1000)::float8 as "startedAt", (extract(epoch from l.expires_at) * 1000)::float8 as "expiresAt",
		jsonb_build_object('id', a.id, 'email', a.email, 'name', a.name, 'operator', a.operator, 'timeZone', a.time_zone, 'country', a.country) as account
	from logins l join accounts a on a.id = l.account_id
	where l.id = ${id}`;

/** They agreed: from now on this login opens what it should. */
export async function closeConsent(loginId: string): Promise<void> {
	await db().update(logins).set({ consentOpen: false }).where(eq(logins.id, loginId));
}
