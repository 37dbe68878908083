// The tables of seats and of coming in: who sits where, who asks to join, who waits for a seat, who wants to hear of a circle.

import { boolean, index, integer, pgTable, primaryKey, serial, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../gathering/types.ts';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { circles } from './schema-circles.ts';
import { gatherings } from './schema-gatherings.ts';

const ofAccount = () =>
	uuid()
		.notNull()
		.references(() => accounts.id, { onDelete: 'cascade' });
const ofCircle = () =>
	uuid()
		.notNull()
		.references(() => circles.id, { onDelete: 'cascade' });
const ofGathering = () =>
	uuid()
		.notNull()
		.references(() => gatherings.id, { onDelete: 'cascade' });

/** Somebody asks to belong to a circle. Gone with a yes; a no stays for a while, so that it need not be said again. */
export const joinRequests = pgTable(
	'join_requests',
	{
		id: id(),
		circleId: ofCircle(),
		accountId: ofAccount(),
		/** As they wish to be called in that circle. */
		name: text().notNull(),
		/** What they wrote to the host; empty when nothing. Gone with the answer. */
		words: text().notNull(),
		refused: boolean().notNull().default(false),
		/** When it was asked, then when it was answered. */
		at: at().notNull().defaultNow()
	},
	(t) => [uniqueIndex('join_requests_account').on(t.circleId, t.accountId), index('join_requests_of').on(t.accountId)]
);

/** That somebody has been to an orientation: not when, not where. */
export const attended = pgTable(
	'attended',
	{
		accountId: ofAccount(),
		formatId: text().notNull()
	},
	(t) => [primaryKey({ columns: [t.accountId, t.formatId] })]
);

/** With their yes a host said of somebody who asked to join that they know how an orientation works. */
export const oriented = pgTable(
	'oriented',
	{
		circleId: ofCircle(),
		accountId: ofAccount(),
		formatId: text().notNull()
	},
	(t) => [primaryKey({ columns: [t.circleId, t.accountId, t.formatId] }), index('oriented_account').on(t.accountId)]
);

/**
 * That a host says of somebody that they know how an orientation works, by the address the host typed: whether it belongs to an
 * account was never looked up.
 */
export const vouched = pgTable(
	'vouched',
	{
		id: id(),
		circleId: ofCircle(),
		email: text().notNull(),
		formatId: text().notNull(),
		at: at().notNull().defaultNow()
	},
	(t) => [uniqueIndex('vouched_once').on(t.circleId, t.email, t.formatId), index('vouched_email').on(t.email)]
);

/** The line for a gathering's seats. All are gone when it begins, or was cancelled. */
export const waiting = pgTable(
	'waiting',
	{
		id: id(),
		gatheringId: ofGathering(),
		accountId: ofAccount(),
		/** The order of coming. */
		place: serial().notNull(),
		/** A seat is kept for them until then; null while they wait. */
		offerUntil: at(),
		/** Their offer ran out, or they let it go: they are in the line no more until they ask again. */
		passed: boolean().notNull().default(false)
	},
	(t) => [
		uniqueIndex('waiting_account').on(t.gatheringId, t.accountId),
		index('waiting_offers').on(t.offerUntil),
		index('waiting_of').on(t.accountId)
	]
);

/** Who is told of a circle's new gatherings, and reached by its host's words. */
export const subscriptions = pgTable(
	'subscriptions',
	{
		circleId: ofCircle(),
		accountId: ofAccount()
	},
	(t) => [primaryKey({ columns: [t.circleId, t.accountId] }), index('subscriptions_account').on(t.accountId)]
);

/** That a host wrote to a circle's subscribers, and when: never what. */
export const hostWords = pgTable(
	'host_words',
	{
		id: id(),
		circleId: ofCircle(),
		reached: integer().notNull(),
		at: at().notNull().defaultNow()
	},
	(t) => [index('host_words_circle').on(t.circleId, t.at)]
);

/** One's private calendar by a secret address; only the hash of the secret is kept. */
export const calendarFeeds = pgTable('calendar_feeds', {
	accountId: uuid()
		.primaryKey()
		.references(() => accounts.id, { onDelete: 'cascade' }),
	secretHash: text().notNull().unique(),
	createdAt: at().notNull().defaultNow()
});

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
