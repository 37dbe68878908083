// The tables. Only modules under lib/server read them; `machines`, `events` and `timers` are written by gatherings.ts alone.

import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, primaryKey, serial, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import type { Format, Lifecycle, Role } from '../../gathering/types.ts';

export const accounts = pgTable('accounts', {
	id: id(),
	/** Lower-cased. */
	email: text().notNull().unique(),
	passwordHash: text(),
	name: text().notNull(),
	timeZone: text().notNull().default('UTC'),
	/** ISO 3166-1 alpha-2, only if the person gave one: which emergency number to show. */
	country: text(),
	/** Where the operator's own carrier finds them, as they gave it on the page "On call". */
	alertTopic: text(),
	operator: boolean().notNull().default(false),
	locked: boolean().notNull().default(false),
	createdAt: at().notNull().defaultNow()
});

/** The auth library's sessions; the id is a SHA-256 of the token. */
export const logins = pgTable(
	'logins',
	{
		id: text().primaryKey(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		expiresAt: at().notNull(),
		startedAt: at().notNull().defaultNow(),
		/** The wording of consent that holds was not agreed to when it began: until then it opens nothing else. */
		consentOpen: boolean().notNull().default(false)
	},
	(t) => [index('logins_account').on(t.accountId)]
);

export const credentials = pgTable(
	'credentials',
	{
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		grantedBy: text().notNull(),
		grantedAt: at().notNull().defaultNow(),
		expiresAt: at().notNull(),
		revokedAt: at()
	},
	(t) => [index('credentials_account').on(t.accountId)]
);

export const circles = pgTable('circles', {
	id: id(),
	title: text().notNull(),
	theme: text().notNull(),
	/** What it is, and what it is not, in the host's words. */
	isFor: text().notNull(),
	isNot: text().notNull(),
	/** Who may come in: everybody here, whom its host says yes to, or those who were invited. */
	access: text().$type<'open' | 'approval' | 'invitation'>().notNull(),
	/** Closed: nobody new once it has begun, and everybody keeps their seat in all its gatherings. */
	cohort: boolean().notNull().default(false),
	/** Only for those who have been to a gathering of this format; null for everybody. */
	prerequisite: text(),
	/** ISO 639-1: what is spoken. */
	language: text().notNull().default('en'),
	/** For whom: some of the list's words, and the host's own. */
	tags: text().array().notNull().default([]),
	/** The format it usually meets in; every gathering keeps its own copy. */
	formatId: text(),
	/** Those who would like to hold it are proposed in turn. */
	rotates: boolean().notNull().default(false),
	createdAt: at().notNull().defaultNow(),
	/** Rehearsals are circles nobody else sees. */
	rehearsal: boolean().notNull().default(false)
});

export const circleFacilitators = pgTable(
	'circle_facilitators',
	{
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		role: text().$type<Exclude<Role, 'participant'>>().notNull(),
		/** They said yes to every gathering; else they are asked for each. */
		standing: boolean().notNull().default(true)
	},
	(t) => [primaryKey({ columns: [t.circleId, t.accountId] }), index('circle_facilitators_account').on(t.accountId)]
);

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

/** Who sits where: the only link from a person to a seat number. Deleted 7 days after the gathering. */
export const seats = pgTable(
	'seats',
	{
		gatheringId: uuid()
			.notNull()
			.references(() => gatherings.id, { onDelete: 'cascade' }),
		seat: smallint().notNull(),
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		/** A guest's seat secret, hashed; the secret itself lives in their cookie. */
		guestHash: text(),
		name: text().notNull(),
		role: text().$type<Role>().notNull(),
		simulated: boolean().notNull().default(false),
		/** Format version whose agreements this person accepted for this gathering; null before. */
		agreedVersion: integer(),
		/** Came because somebody asked for support: takes no seat away from anybody. */
		onCall: boolean().notNull().default(false),
		/** The login by which this person last came into the room: their voice and picture end with it. */
		loginId: text(),
		reservedAt: at().notNull().defaultNow()
	},
	(t) => [
		primaryKey({ columns: [t.gatheringId, t.seat] }),
		uniqueIndex('seats_account').on(t.gatheringId, t.accountId),
		uniqueIndex('seats_guest').on(t.gatheringId, t.guestHash),
		index('seats_of').on(t.accountId)
	]
);

/** Guests without a seat who say that they had one: their browser knows them no more. Gone with the answer, or with the seats. */
export const returners = pgTable(
	'returners',
	{
		id: id(),
		gatheringId: uuid()
			.notNull()
			.references(() => gatherings.id, { onDelete: 'cascade' }),
		/** Of the secret their browser holds now. */
		guestHash: text().notNull(),
		name: text().notNull(),
		refused: boolean().notNull().default(false),
		askedAt: at().notNull().defaultNow()
	},
	(t) => [uniqueIndex('returners_guest').on(t.gatheringId, t.guestHash)]
);

export const invitations = pgTable(
	'invitations',
	{
		id: id(),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		/** Only the hash is kept: the link is shown once, when it is made. */
		secretHash: text().notNull().unique(),
		usesLeft: integer().notNull(),
		expiresAt: at().notNull(),
		withdrawnAt: at(),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [index('invitations_circle').on(t.circleId)]
);

/** Who belongs to a circle: accounts that were invited or came once, and guests, who are a name and a hash. */
export const members = pgTable(
	'members',
	{
		id: id(),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		/** A guest's secret for this circle, hashed; the secret itself lives in their cookie. */
		guestHash: text(),
		/** The name shown to others in this circle. */
		name: text().notNull(),
		invitationId: uuid().references(() => invitations.id, { onDelete: 'set null' }),
		joinedAt: at().notNull().defaultNow()
	},
	(t) => [
		uniqueIndex('members_account').on(t.circleId, t.accountId),
		uniqueIndex('members_guest').on(t.guestHash),
		index('members_of').on(t.accountId),
		index('members_invitation').on(t.invitationId)
	]
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
		index('machines_leased').on(t.leaseUntil).where(sql`${t.leaseUntil} is not null`),
		index('machines_open').on(t.gatheringId).where(sql`${t.lifecycle} in ('lobby', 'live')`)
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

/** Browsers that may be woken for a page: what their push service gave when the person allowed it. */
export const pushDevices = pgTable(
	'push_devices',
	{
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		endpoint: text().notNull().unique(),
		p256dh: text().notNull(),
		auth: text().notNull(),
		/** The login by which it was allowed, or that came after it in the same browser: a wish to end that one ends this. */
		loginId: text(),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [index('push_devices_account').on(t.accountId)]
);

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

/** Whether pauses were all right, counted month by month over the whole instance: nobody's name, circle or hour. */
export const pauseAnswers = pgTable('pause_answers', {
	month: date().primaryKey(),
	right: integer().notNull().default(0),
	notRight: integer().notNull().default(0)
});
