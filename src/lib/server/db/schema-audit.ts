// The table of who did what to whom.

import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';

/** Append-only; readable by the person it is about. */
export const audit = pgTable(
	'audit',
	{
		id: id(),
		at: at().notNull().defaultNow(),
		kind: text().notNull(),
		actorId: uuid(),
		subjectId: uuid(),
		gatheringId: uuid(),
		data: jsonb()
	},
	(t) => [index('audit_subject').on(t.subjectId, t.at)]
);
