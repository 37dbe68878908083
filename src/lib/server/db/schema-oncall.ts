// The tables of being on call: who is asked for, and when somebody is on call. What goes out lies in the outbox's table.

import { boolean, index, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { circles } from './schema-circles.ts';
import { gatherings } from './schema-gatherings.ts';

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
	(t) => [
		uniqueIndex('pages_signal').on(t.gatheringId, t.signalId, t.signalAt),
		index('pages_raised').on(t.raisedAt),
		index('pages_account').on(t.accountId),
		index('pages_answered_by').on(t.answeredBy)
	]
);

/** When somebody is on call, week by week, on the clock of a zone. Ends before it begins: it goes past midnight. */
export const onCallShifts = pgTable(
	'on_call_shifts',
	{
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		/** Null: for every circle of this instance. */
		circleId: uuid().references(() => circles.id, { onDelete: 'cascade' }),
		zone: text().notNull(),
		/** 1 Monday to 7 Sunday. */
		weekday: smallint().notNull(),
		/** Minutes after midnight. */
		fromMinute: smallint().notNull(),
		untilMinute: smallint().notNull()
	},
	(t) => [index('on_call_shifts_account').on(t.accountId), index('on_call_shifts_circle').on(t.circleId)]
);

/** Times that are not as the week says: on call now, or away. The newest that covers a moment counts. */
export const onCallTimes = pgTable(
	'on_call_times',
	{
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		circleId: uuid().references(() => circles.id, { onDelete: 'cascade' }),
		on: boolean().notNull(),
		from: at().notNull(),
		until: at().notNull(),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [index('on_call_times_account').on(t.accountId), index('on_call_times_circle').on(t.circleId)]
);
