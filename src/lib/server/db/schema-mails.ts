// The tables of mails: what somebody is to be told, until it was said, and how each person wishes to hear of what.

import { index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Kind, MailData, Way } from '../ground/mail-kinds.ts';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { circles } from './schema-circles.ts';
import { gatherings } from './schema-gatherings.ts';

/**
 * One word to one person. Written in the transaction of its cause, together with its delivery.
 * Forgotten days after it was handed over: it says who has to do with which gathering.
 */
export const mails = pgTable(
	'mails',
	{
		/** Also the mail's Message-ID: whatever is sent a second time is known as the same. */
		id: id(),
		kind: text().$type<Kind>().notNull(),
		/** Null for an address without an account: then it is in `sealed`. */
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		gatheringId: uuid().references(() => gatherings.id, { onDelete: 'cascade' }),
		circleId: uuid().references(() => circles.id, { onDelete: 'cascade' }),
		/** What tells this time from another: a start time, an id; empty when there is only one. */
		occasion: text().notNull(),
		data: jsonb().$type<MailData>().notNull(),
		/** An address that nobody keeps and what it is sent, unreadable without the instance's key. Gone once handed over. */
		sealed: text(),
		writtenAt: at().notNull().defaultNow(),
		/** The mail server, a push service or the outbox took it. */
		handedOverAt: at(),
		/** It was not true any more, not wished for, or nobody took it for days. */
		droppedAt: at()
	},
	(t) => [
		unique('mails_once').on(t.kind, t.accountId, t.gatheringId, t.circleId, t.occasion).nullsNotDistinct(),
		index('mails_written').on(t.writtenAt),
		index('mails_account').on(t.accountId),
		index('mails_circle').on(t.circleId),
		index('mails_gathering').on(t.gatheringId)
	]
);

/** How a person hears of one kind; without a row, by mail. */
export const mailChoices = pgTable(
	'mail_choices',
	{
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		kind: text().$type<Kind>().notNull(),
		way: text().$type<Way>().notNull(),
		changedAt: at().notNull()
	},
	(t) => [primaryKey({ columns: [t.accountId, t.kind] })]
);
