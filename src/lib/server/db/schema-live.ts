// The table of what runs while a circle sits: the pages that are open on it.

import { index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';

/** A lease per open page: who is here by the page's own word, on whichever node its stream lives. */
export const presence = pgTable(
	'presence',
	{
		gatheringId: uuid().notNull(),
		seat: smallint().notNull(),
		stream: uuid().notNull(),
		node: text().notNull(),
		expiresAt: at().notNull(),
		/** The login that opened it; null for a guest. */
		loginId: text(),
		/** That login was ended under it. The page may still call for support by the stream's name. */
		endedAt: at()
	},
	(t) => [primaryKey({ columns: [t.gatheringId, t.seat, t.stream] }), index('presence_login').on(t.loginId)]
);
