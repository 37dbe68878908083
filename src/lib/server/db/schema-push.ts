// The table of web push: the devices that people allowed.

import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';

/** Browsers that may be woken for a page: what their push service gave when the person allowed it. */
export const pushDevices = pgTable(
	'push_devices',
	{
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		endpoint: text().notNull().unique(),
		p256dh: text().notNull(),
		auth: text().notNull(),
		/** The login by which it was allowed, or that came after it in the same browser: a wish to end that one ends this. */
		loginId: text(),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [index('push_devices_account').on(t.accountId)]
);
