// The tables of statistics, in a schema that the job's login owns. The application's login may insert into `attendance` and
// `feedback` and read nothing; the page's login may select `releases` and nothing else. So these two have no key, no unique
// index and no reference: an insert that is refused, or not, would tell what is in them. Migrated by the job: drizzle-stats.

import { index, integer, pgSchema, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { at } from '../db/columns.ts';
import type { Period } from '../../stats/types.ts';

export const stats = pgSchema('stats');

const ids = () => uuid().array().notNull();

/** One person's seat in one gathering that was held. Deleted 30 days after its release. */
export const attendance = stats.table(
	'attendance',
	{
		gatheringId: uuid().notNull(),
		circleId: uuid().notNull(),
		/** Of the circle, then. */
		hostId: uuid().notNull(),
		accountId: uuid().notNull(),
		startsAt: at().notNull(),
		/** Present by the application's own stream; 0 for a seat that stayed empty. */
		minutes: smallint().notNull()
	},
	(t) => [index('attendance_circle').on(t.circleId, t.startsAt), index('attendance_account').on(t.accountId)]
);

/** Coded answers after a gathering; the newest of a person counts. Deleted with the attendance. */
export const feedback = stats.table(
	'feedback',
	{
		gatheringId: uuid().notNull(),
		circleId: uuid().notNull(),
		accountId: uuid().notNull(),
		startsAt: at().notNull(),
		question: text().notNull(),
		answer: text().notNull(),
		at: at().notNull()
	},
	(t) => [index('feedback_circle').on(t.circleId, t.startsAt), index('feedback_account').on(t.accountId)]
);

/** The one bit: this person was with this host before. */
export const known = stats.table('known', { accountId: uuid().notNull(), hostId: uuid().notNull() }, (t) => [
	primaryKey({ columns: [t.accountId, t.hostId] })
]);

/** Whom each release counts, frozen when its period begins. */
export const scopes = stats.table(
	'scopes',
	{
		id: uuid().primaryKey().defaultRandom(),
		ownerId: uuid().notNull(),
		/** Scopes of circles that share hosts: a person is counted in one of them. */
		group: text().notNull(),
		circles: ids(),
		/** The accounts that may read what is released. */
		readers: ids(),
		period: text().$type<Period>().notNull(),
		/** Months since the year 0; see lib/stats/types.ts. */
		fromMonth: integer().notNull(),
		frozenAt: at().notNull(),
		/** When it was released, or found to have no budget left. */
		closedAt: at(),
		/** When what it was made of was deleted. */
		sweptAt: at()
	},
	(t) => [index('scopes_from').on(t.fromMonth)]
);

/** What was spent, in thousandths of ε, for each circle of a scope. */
export const ledger = stats.table(
	'ledger',
	{ scopeId: uuid().notNull(), circleId: uuid().notNull(), year: integer().notNull(), spent: integer().notNull() },
	(t) => [primaryKey({ columns: [t.scopeId, t.circleId] }), index('ledger_circle').on(t.circleId, t.year)]
);

/** Released once. A trigger refuses every change, also by the job. */
export const releases = stats.table(
	'releases',
	{
		scopeId: uuid().primaryKey(),
		circles: ids(),
		readers: ids(),
		fromMonth: integer().notNull(),
		releasedAt: at().notNull(),
		/** JSON, kept and given back to the byte. */
		body: text().notNull()
	},
	(t) => [index('releases_readers').using('gin', t.readers)]
);
