// The tables of circles: the standing groups, who holds them, who belongs to them, and by which invitation they came.

import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../gathering/types.ts';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';

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
