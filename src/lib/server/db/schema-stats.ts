// What the application itself keeps for statistics: who was there while it lasts, and what hosts chose. What was released, and
// what releases are made of, lies in a schema of its own that this role cannot read: see server/stats/schema.ts.

import { boolean, foreignKey, index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { gatherings } from './schema-gatherings.ts';
import { seats } from './schema-seats.ts';
import type { Period } from '../../stats/types.ts';

/** Minutes in which a seat's page was open while its gathering was live: goes with the seat, after 7 days at the latest. */
export const presentMinutes = pgTable(
	'present_minutes',
	{
		gatheringId: uuid().notNull(),
		seat: smallint().notNull(),
		minutes: smallint().notNull(),
		/** Minutes since the epoch: each is counted once, whatever streams, nodes and re-joins there were. */
		lastMinute: integer().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.gatheringId, t.seat] }),
		foreignKey({ columns: [t.gatheringId, t.seat], foreignColumns: [seats.gatheringId, seats.seat] }).onDelete('cascade')
	]
);

/** Gatherings whose attendance was handed over: it is done once. */
export const attendanceKept = pgTable('attendance_kept', {
	gatheringId: uuid()
		.primaryKey()
		.references(() => gatherings.id, { onDelete: 'cascade' }),
	keptAt: at().notNull()
});

/** How a host wishes to count. A choice holds for every period that begins after it, until a newer one. */
export const statisticsChoices = pgTable(
	'statistics_choices',
	{
		id: id(),
		hostId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		period: text().$type<Period>().notNull(),
		/** All circles of this host are counted as one, instead of each by itself. */
		together: boolean().notNull(),
		chosenAt: at().notNull()
	},
	(t) => [index('statistics_choices_host').on(t.hostId, t.chosenAt)]
);
