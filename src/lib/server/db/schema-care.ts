// The tables of care: what is kept for a moment of need, and for a while after it. Each has an end.

import { boolean, foreignKey, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { seats } from './schema.ts';

const at = () => timestamp({ withTimezone: true });

/** What a person wrote for the moment somebody must help them: unreadable without the key of the instance. Gone with the gathering. */
export const cards = pgTable(
	'cards',
	{
		gatheringId: uuid().notNull(),
		seat: smallint().notNull(),
		/** Nonce, tag and cipher text, base64url. */
		sealed: text().notNull(),
		/** Its owner wishes that it lives a day longer if they leave in distress. */
		keepLonger: boolean().notNull(),
		/** Set when the gathering ends and it is kept. */
		keptUntil: at()
	},
	(t) => [
		primaryKey({ columns: [t.gatheringId, t.seat] }),
		foreignKey({ columns: [t.gatheringId, t.seat], foreignColumns: [seats.gatheringId, seats.seat] }).onDelete('cascade')
	]
);
