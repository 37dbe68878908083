// The one table of what goes outward: every delivery to somebody outside, of an alert or of a mail. The outbox sends what is in it.

import { sql } from 'drizzle-orm';
import { index, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { pushDevices } from './schema-push.ts';
import { mails } from './schema-mails.ts';
import { pages } from './schema-oncall.ts';

export type Carrier = 'mail' | 'push' | 'webhook';

/** One word to one person. What it says is not in it: whoever asked for it says that when it is sent, as it is true then. */
export const deliveries = pgTable(
	'deliveries',
	{
		id: id(),
		/** Whose words it carries, and so how urgent it is. */
		kind: text().$type<'alert' | 'mail'>().notNull(),
		/** Of an alert. */
		pageId: uuid().references(() => pages.id, { onDelete: 'cascade' }),
		/** Of a mail, where the reader stands as well. */
		mailId: uuid().references(() => mails.id, { onDelete: 'cascade' }),
		/** To whom an alert goes. Null for a safety contact without an account, and for a mail. */
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		email: text(),
		deviceId: uuid().references(() => pushDevices.id, { onDelete: 'cascade' }),
		/** Null for a mail: the way that its reader wishes for is asked when it is sent. */
		carrier: text().$type<Carrier>(),
		/** What its person gave as their alert topic, for the operator's own carrier. */
		topic: text(),
		tries: smallint().notNull().default(0),
		/** Nobody takes it before: while a node is sending it, and after it failed. */
		notBefore: at().notNull().defaultNow(),
		/** Handed over to its carrier. */
		sentAt: at(),
		/** It was not needed, not true or not wished for any more before it could be handed over. */
		droppedAt: at(),
		/** The last attempt that failed: when, and why in words of ours. */
		failedAt: at(),
		failure: text(),
		/** Its person opened the alert's link. */
		openedAt: at()
	},
	(t) => [
		index('deliveries_due')
			.on(t.kind, t.notBefore)
			.where(sql`${t.sentAt} is null and ${t.droppedAt} is null`),
		index('deliveries_page').on(t.pageId),
		index('deliveries_mail').on(t.mailId),
		index('deliveries_account').on(t.accountId),
		index('deliveries_device').on(t.deviceId)
	]
);
