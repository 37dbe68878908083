// The tables of accounts: who has one, their logins, and the credentials that others gave them.

import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';

export const accounts = pgTable('accounts', {
	id: id(),
	/** Lower-cased. */
	email: text().notNull().unique(),
	passwordHash: text(),
	name: text().notNull(),
	timeZone: text().notNull().default('UTC'),
	/** ISO 3166-1 alpha-2, only if the person gave one: which emergency number to show. */
	country: text(),
	/** Where the operator's own carrier finds them, as they gave it on the page "On call". */
	alertTopic: text(),
	operator: boolean().notNull().default(false),
	locked: boolean().notNull().default(false),
	createdAt: at().notNull().defaultNow()
});

/** The auth library's sessions; the id is a SHA-256 of the token. */
export const logins = pgTable(
	'logins',
	{
		id: text().primaryKey(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		expiresAt: at().notNull(),
		startedAt: at().notNull().defaultNow(),
		/** The wording of consent that holds was not agreed to when it began: until then it opens nothing else. */
		consentOpen: boolean().notNull().default(false)
	},
	(t) => [index('logins_account').on(t.accountId)]
);

export const credentials = pgTable(
	'credentials',
	{
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		grantedBy: text().notNull(),
		grantedAt: at().notNull().defaultNow(),
		expiresAt: at().notNull(),
		revokedAt: at()
	},
	(t) => [index('credentials_account').on(t.accountId)]
);
