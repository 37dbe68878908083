// The tables of alerts: who is asked for, and every delivery to somebody outside.

import { index, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts, gatherings, pushDevices } from './schema.ts';

/** Somebody is asked for: written in the transaction of the event that asks. The id is what a mail's link holds. */
export const pages = pgTable(
	'pages',
	{
		id: id(),
		kind: text().$type<'signal' | 'aside' | 'report' | 'test'>().notNull(),
		/** Null for a test. */
		gatheringId: uuid().references(() => gatherings.id, { onDelete: 'cascade' }),
		signalId: text(),
		/** When it was pressed, or asked again: one page for each. */
		signalAt: at(),
		/** Who pressed. */
		seat: smallint(),
		/** Whose test it is. */
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		raisedAt: at().notNull().defaultNow(),
		/** When it was decided who is reached. */
		spreadAt: at(),
		/** Answered, withdrawn or closed inside: nobody is needed any more. */
		endedAt: at(),
		answeredBy: uuid().references(() => accounts.id, { onDelete: 'set null' }),
		answeredAt: at()
	},
	(t) => [uniqueIndex('pages_signal').on(t.gatheringId, t.signalId, t.signalAt), index('pages_raised').on(t.raisedAt), index('pages_account').on(t.accountId), index('pages_answered_by').on(t.answeredBy)]
);

export type Carrier = 'mail' | 'push' | 'webhook';

/** One word to one person by one way: to an address, to a device, or by the operator's own carrier. */
export const pageLetters = pgTable(
	'page_letters',
	{
		id: id(),
		pageId: uuid()
			.notNull()
			.references(() => pages.id, { onDelete: 'cascade' }),
		/** Null for a safety contact without an account. */
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		email: text(),
		deviceId: uuid().references(() => pushDevices.id, { onDelete: 'cascade' }),
		carrier: text().$type<Carrier>().notNull(),
		/** What its person gave as their alert topic, for the operator's own carrier. */
		topic: text(),
		tries: smallint().notNull().default(0),
		/** Nobody takes it before: while a node is sending it, and after it failed. */
		notBefore: at().notNull().defaultNow(),
		/** Handed over to its carrier. */
		sentAt: at(),
		/** The last attempt that failed: when, and why in words of ours. */
		failedAt: at(),
		failure: text(),
		/** Its person opened the page's link. */
		openedAt: at()
	},
	(t) => [index('page_letters_page').on(t.pageId), index('page_letters_account').on(t.accountId), index('page_letters_device').on(t.deviceId)]
);
