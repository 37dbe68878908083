// The tables of signing in, beside the logins themselves: links that were mailed, browsers that are known, tries that are counted.

import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { accounts } from './schema-accounts.ts';

/** Browsers that somebody signed in with before: each has its own allowance of tries, which nobody outside can use up. */
export const knownBrowsers = pgTable(
	'known_browsers',
	{
		/** Of a secret in the browser's cookie. */
		secretHash: text().notNull(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		/** The last login there, which may be over. */
		loginId: text().notNull(),
		seenAt: at().notNull()
	},
	(t) => [primaryKey({ columns: [t.secretHash, t.accountId] }), index('known_browsers_account').on(t.accountId)]
);

/** One-time sign-in links; only the hash of the secret is kept. */
export const mailLinks = pgTable('mail_links', {
	secretHash: text().primaryKey(),
	email: text().notNull(),
	expiresAt: at().notNull(),
	usedAt: at(),
	/** What a sign-up asked for, until the link proves that the address is theirs. */
	name: text(),
	passwordHash: text(),
	/** Only the browser that typed the password may bring it into an account; a hash of its cookie. */
	browserHash: text(),
	/** The version of the wording they agreed to in that browser. */
	consent: text()
});

/** How often somebody tried something lately. The columns are as the library of limits writes them (rates/tries.ts). */
export const tries = pgTable('tries', {
	/** Who tried what, as a keyed hash: neither an address nor a network can be read from it, or guessed without the key. */
	key: text().primaryKey(),
	points: integer().notNull(),
	/** When it is forgotten, in milliseconds since 1970. */
	expire: bigint({ mode: 'number' }).notNull()
});
