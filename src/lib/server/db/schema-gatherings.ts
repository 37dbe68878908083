// The tables of gatherings. Only modules under lib/server read them; `machines`, `events` and `timers` are written by gatherings.ts alone.

import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	serial,
	smallint,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { Format, Lifecycle } from '../../gathering/types.ts';
import { at, id } from './columns.ts';
import { circles } from './schema-circles.ts';

export const gatherings = pgTable(
	'gatherings',
	{
		id: id(),
		/** Narrow key of the event log. */
		no: serial().notNull().unique(),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		/** The format as it was when scheduled; it never changes under a gathering. */
		format: jsonb().$type<Format>().notNull(),
		startsAt: at().notNull(),
		/** IANA zone in which the host scheduled it. */
		zone: text().notNull(),
		minutes: integer().notNull(),
		/** Seats for everybody who sits in the ring, facilitators included. */
		seats: smallint().notNull(),
		/** When it was to begin before it was last moved. */
		movedFrom: at(),
		cancelledAt: at(),
		/** Rises whenever the plan is changed: moved, or cancelled. Calendars tell a newer entry by it. */
		revision: integer().notNull().default(0),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [index('gatherings_starts').on(t.startsAt), index('gatherings_circle').on(t.circleId)]
);

/** The machine of one gathering: this row is locked by every command. */
export const machines = pgTable(
	'machines',
	{
		gatheringId: uuid()
			.primaryKey()
			.references(() => gatherings.id, { onDelete: 'cascade' }),
		no: integer().notNull().unique(),
		version: integer().notNull(),
		/** The newest version's number for pages: see `events.stamp`. */
		stamp: bigint({ mode: 'number' }).notNull().default(0),
		snapshot: jsonb().notNull(),
		// What others ask of that snapshot, written with it: gatherings/summary.ts says what each means.
		lifecycle: text().$type<Lifecycle>().notNull(),
		covered: boolean().notNull(),
		beyondPeers: boolean().notNull(),
		onCall: integer(),
		sitting: smallint().array().notNull(),
		sentAway: smallint().array().notNull(),
		/** Written by the node that looks after it; a gap means an outage. */
		heartbeatAt: at().notNull().defaultNow(),
		/** The one node that may grant at the media server, and until when. */
		leaseNode: text(),
		leaseUntil: at()
	},
	// A row stays as long as its circle: the lease, each second on each node, reads only those that are looked after; what asks
	// for the open ones, only those.
	(t) => [
		check('machines_lifecycle', sql`${t.lifecycle} in ('scheduled', 'lobby', 'live', 'ended', 'cancelled', 'abandoned')`),
		index('machines_leased')
			.on(t.leaseUntil)
			.where(sql`${t.leaseUntil} is not null`),
		index('machines_open')
			.on(t.gatheringId)
			.where(sql`${t.lifecycle} in ('lobby', 'live')`)
	]
);

/** One narrow row per accepted command. Seat numbers only, never a name. */
export const events = pgTable(
	'events',
	{
		/** gatherings.no */
		gathering: integer().notNull(),
		version: integer().notNull(),
		/** What pages order by: milliseconds since the epoch, always more than before. Unlike versions it counts nothing. */
		stamp: bigint({ mode: 'number' }).notNull().default(0),
		at: at().notNull(),
		/** Seat number; 0 the house, -1 the clock, -2 the host. */
		actor: smallint().notNull(),
		type: text().notNull(),
		/** The command's own fields, null when it has none. */
		data: jsonb(),
		commandId: uuid()
	},
	(t) => [
		primaryKey({ columns: [t.gathering, t.version] }),
		uniqueIndex('events_command')
			.on(t.gathering, t.actor, t.commandId)
			.where(sql`command_id is not null`)
	]
);

export const timers = pgTable(
	'timers',
	{
		gatheringId: uuid()
			.notNull()
			.references(() => gatherings.id, { onDelete: 'cascade' }),
		name: text().notNull(),
		timerId: text().notNull(),
		fireAt: at().notNull()
	},
	(t) => [primaryKey({ columns: [t.gatheringId, t.name] }), index('timers_due').on(t.fireAt)]
);

/** A turn in writing, while it lasts. Deleted with the turn. */
export const words = pgTable(
	'words',
	{
		gatheringId: uuid().notNull(),
		turnId: text().notNull(),
		seat: smallint().notNull(),
		text: text().notNull(),
		revision: integer().notNull()
	},
	(t) => [primaryKey({ columns: [t.gatheringId, t.turnId, t.seat] })]
);
