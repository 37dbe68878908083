// The tables of whoever runs the instance: what they may say and set without touching a file.

import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { accounts } from './schema.ts';

/** One row for each thing an operator set; what is not here is as `operator/settings.ts` ships it. */
export const settings = pgTable('settings', {
	name: text().primaryKey(),
	value: text().notNull(),
	changedAt: at().notNull(),
	changedBy: uuid().references(() => accounts.id, { onDelete: 'set null' })
});
