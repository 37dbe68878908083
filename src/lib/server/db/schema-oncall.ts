// The table of alerts: who is asked for. What goes out about them lies in the outbox's table.

import { index, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts, gatherings } from './schema.ts';

export type PageKind = 'signal' | 'aside' | 'report' | 'test';

/** Somebody is asked for: written in the transaction of the event that asks. The id is what a mail's link holds. */
export const pages = pgTable(
	'pages',
	{
		id: id(),
		kind: text().$type<PageKind>().notNull(),
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
