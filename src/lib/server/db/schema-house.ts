// The tables of whoever runs the instance: what they may say and set without touching a file.

import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { accounts } from './schema-accounts.ts';

/** One row for each thing an operator set; what is not here is as `settings/settings.ts` ships it. */
export const settings = pgTable('settings', {
	name: text().primaryKey(),
	value: text().notNull(),
	changedAt: at().notNull(),
	changedBy: uuid().references(() => accounts.id, { onDelete: 'set null' })
});

/** What a form was answered, for its second press. It says of nobody whose it is, and opens by the page's own word alone. */
export const formAnswers = pgTable(
	'form_answers',
	{
		/** SHA-256 of who sent what, where, with which one-time word. */
		hash: text().primaryKey(),
		begunAt: at().notNull(),
		/** Sealed with the one-time word, which is kept nowhere; null while it is being done. */
		sealed: text(),
		until: at().notNull()
	},
	(t) => [index('form_answers_until').on(t.until)]
);
