// The tables of hosting over months: hosts, series and their occurrences, who is asked to hold what, substitutes, turns.

import { index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { circles } from './schema-circles.ts';
import { gatherings } from './schema-gatherings.ts';
import type { Format, Role } from '../../gathering/types.ts';

const account = () =>
	uuid()
		.notNull()
		.references(() => accounts.id, { onDelete: 'cascade' });
const circle = () =>
	uuid()
		.notNull()
		.references(() => circles.id, { onDelete: 'cascade' });

/** Who hosts a circle: whoever began it, and those invited to host with them. At least one stays. */
export const circleHosts = pgTable(
	'circle_hosts',
	{ circleId: circle(), accountId: account(), since: at().notNull().defaultNow() },
	(t) => [primaryKey({ columns: [t.circleId, t.accountId] }), index('circle_hosts_account').on(t.accountId)]
);

/** A circle's recurrence, on the wall clock of one zone. What was planned never changes but for its end: a change begins another. */
export const series = pgTable(
	'series',
	{
		id: id(),
		circleId: circle(),
		/** RFC 5545, without its start: `FREQ=WEEKLY;INTERVAL=2;COUNT=10`. UNTIL is a time of the wall clock. */
		rule: text().notNull(),
		/** IANA zone. */
		zone: text().notNull(),
		/** The first occurrence on the wall clock: `2026-11-26T19:00`. */
		localStart: text().notNull(),
		/** Days on which it is left out: `2026-12-24`. */
		exceptions: text().array().notNull().default([]),
		/** From this occurrence on there is none any more; null while it goes on. */
		endsBefore: text(),
		/** The format as it was when planned; each gathering gets its own copy, scaled to its minutes. */
		format: jsonb().$type<Format>().notNull(),
		minutes: integer().notNull(),
		seats: smallint().notNull(),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [index('series_circle').on(t.circleId)]
);

/** Which gathering stands for which occurrence. The key is the original time, whatever became of it: there is never a twin. */
export const occurrences = pgTable(
	'occurrences',
	{
		seriesId: uuid()
			.notNull()
			.references(() => series.id, { onDelete: 'cascade' }),
		/** On the wall clock, as the rule gave it. */
		original: text().notNull(),
		gatheringId: uuid()
			.unique()
			.references(() => gatherings.id, { onDelete: 'set null' })
	},
	(t) => [primaryKey({ columns: [t.seriesId, t.original] })]
);

/** Somebody is asked, by the address a host typed, to hold or host a circle, or to be its substitute. Gone with a yes. */
export const roleAsks = pgTable(
	'role_asks',
	{
		id: id(),
		circleId: circle(),
		email: text().notNull(),
		role: text().$type<Exclude<Role, 'participant'> | 'host' | 'substitute'>().notNull(),
		/** One of each for an address: another role to hold it as takes the place of the first. */
		what: text().$type<'hold' | 'host' | 'substitute'>().notNull(),
		askedBy: uuid().references(() => accounts.id, { onDelete: 'set null' }),
		askedAt: at().notNull(),
		/** Known to whoever said it alone: for the hosts it stays open. */
		refusedAt: at(),
		/** Taken back by a host. The row stays for a while, so that asking again asks nobody a second time by mail. */
		withdrawnAt: at()
	},
	(t) => [
		uniqueIndex('role_asks_once').on(t.circleId, t.email, t.what),
		index('role_asks_email').on(t.email),
		index('role_asks_asked_by').on(t.askedBy)
	]
);

/** Credentialed people whom the hosts named for when somebody is ill. */
export const circleSubstitutes = pgTable('circle_substitutes', { circleId: circle(), accountId: account() }, (t) => [
	primaryKey({ columns: [t.circleId, t.accountId] }),
	index('circle_substitutes_account').on(t.accountId)
]);

/** Somebody who was to hold a gathering cannot: the substitutes are asked, and the first takes it. */
export const reliefs = pgTable(
	'reliefs',
	{
		id: id(),
		gatheringId: uuid()
			.notNull()
			.references(() => gatherings.id, { onDelete: 'cascade' }),
		accountId: account(),
		role: text().$type<Exclude<Role, 'participant'>>().notNull(),
		askedAt: at().notNull().defaultNow(),
		/** The hosts are told then when nobody took it. */
		dueAt: at().notNull(),
		takenBy: uuid().references(() => accounts.id, { onDelete: 'set null' }),
		takenAt: at(),
		hostToldAt: at()
	},
	(t) => [
		uniqueIndex('reliefs_one').on(t.gatheringId, t.accountId),
		index('reliefs_due').on(t.dueAt),
		index('reliefs_account').on(t.accountId),
		index('reliefs_taken_by').on(t.takenBy)
	]
);

/** Somebody is asked to hold one gathering, or a series. */
export const asks = pgTable(
	'asks',
	{
		id: id(),
		circleId: circle(),
		/** One of these two. */
		gatheringId: uuid().references(() => gatherings.id, { onDelete: 'cascade' }),
		seriesId: uuid().references(() => series.id, { onDelete: 'cascade' }),
		accountId: account(),
		role: text().$type<Exclude<Role, 'participant'>>().notNull(),
		/** Why: it was planned; somebody is ill; it is their turn. */
		why: text().$type<'planned' | 'relief' | 'turn'>().notNull(),
		askedAt: at().notNull().defaultNow(),
		answer: text().$type<'yes' | 'no'>(),
		answeredAt: at()
	},
	(t) => [
		uniqueIndex('asks_gathering').on(t.gatheringId, t.accountId),
		uniqueIndex('asks_series').on(t.seriesId, t.accountId),
		index('asks_account').on(t.accountId),
		index('asks_circle').on(t.circleId)
	]
);

/** Who would like to hold a circle that rotates, and when they last did. */
export const turns = pgTable(
	'turns',
	{
		circleId: circle(),
		accountId: account(),
		since: at().notNull().defaultNow(),
		lastHeldAt: at()
	},
	(t) => [primaryKey({ columns: [t.circleId, t.accountId] }), index('turns_account').on(t.accountId)]
);
