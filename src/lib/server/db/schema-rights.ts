// The tables of people's rights: what they agreed to, what they asked to be erased, what they reported, and who may not come back.

import { boolean, index, pgEnum, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { circles, members } from './schema-circles.ts';
import { gatherings } from './schema-gatherings.ts';
import { pages } from './schema-oncall.ts';

/** Every wording somebody was asked to agree to, word for word. It is about nobody and stays. */
export const consentWordings = pgTable('consent_wordings', {
	/** The beginning of the words' hash: other words are another version. */
	version: text().primaryKey(),
	words: text().notNull(),
	since: at().notNull().defaultNow()
});

/** Who agreed to which wording, and when. Goes with the account, or with the guest. */
export const consents = pgTable(
	'consents',
	{
		id: id(),
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		guestHash: text().references(() => members.guestHash, { onDelete: 'cascade' }),
		version: text()
			.notNull()
			.references(() => consentWordings.version),
		at: at().notNull().defaultNow()
	},
	(t) => [uniqueIndex('consents_account').on(t.accountId, t.version), uniqueIndex('consents_guest').on(t.guestHash, t.version)]
);

/** Who asked to be erased. The row goes with the account, so that of an erasure nothing is left. */
export const erasures = pgTable(
	'erasures',
	{
		accountId: uuid()
			.primaryKey()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		askedAt: at().notNull().defaultNow(),
		/** Until then it can be taken back. */
		dueAt: at().notNull(),
		/** When what they had planned was cancelled and those seated there were told; the rest follows. */
		clearedAt: at()
	},
	(t) => [index('erasures_due').on(t.dueAt)]
);

/** What a report is about, in one word. */
export const reportCode = pgEnum('report_code', ['hurtful', 'boundary', 'confidence', 'pressure', 'power', 'danger', 'other']);

/** What somebody who sat in a gathering told those outside of it: never shown to hosts, nor to whom it is about. */
export const reports = pgTable(
	'reports',
	{
		id: id(),
		gatheringId: uuid().references(() => gatherings.id, { onDelete: 'set null' }),
		/** A seat, so that the name goes with the map of seats. Null: about the gathering as a whole. */
		aboutSeat: smallint(),
		bySeat: smallint().notNull(),
		/** Who follows it: an account, or a guest by their hash. */
		byAccount: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		byGuest: text(),
		/** Whether the contact may know their name. */
		named: boolean().notNull(),
		code: reportCode().notNull(),
		/** The person's own words, sealed with the instance's key; null for none. */
		sealed: text(),
		/** The word to the safety contact that it is there. */
		pageId: uuid().references(() => pages.id, { onDelete: 'set null' }),
		madeAt: at().notNull().defaultNow(),
		lookedAt: at(),
		lookedBy: uuid().references(() => accounts.id, { onDelete: 'set null' }),
		closedAt: at()
	},
	(t) => [
		index('reports_gathering').on(t.gatheringId),
		index('reports_account').on(t.byAccount),
		index('reports_looked_by').on(t.lookedBy),
		index('reports_page').on(t.pageId)
	]
);

/** Who may not come into a circle any more: an account or a guest, under the name by which the host knew them. */
export const bans = pgTable(
	'bans',
	{
		id: id(),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		guestHash: text(),
		/** All that a host ever sees of it. */
		name: text().notNull(),
		since: at().notNull().defaultNow()
	},
	(t) => [
		uniqueIndex('bans_account').on(t.circleId, t.accountId),
		uniqueIndex('bans_guest').on(t.circleId, t.guestHash),
		index('bans_whose').on(t.accountId)
	]
);
