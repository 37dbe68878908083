// The tables of formats that are not shipped: their versions, who may use them, and what circles say they would change.

import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { circles, members } from './schema-circles.ts';
import type { Format } from '../../gathering/types.ts';

/** A format of one's own: it belongs to a person or to a circle, and goes with them. */
export const formats = pgTable(
	'formats',
	{
		id: id(),
		accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		circleId: uuid().references(() => circles.id, { onDelete: 'cascade' }),
		/** Which format it was made from, as `refOf` writes it; null for one from a file. */
		forkOf: text(),
		/** Everybody on this instance may read it, make their own from it and let their circles use it. */
		shared: boolean().notNull().default(false),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [
		check('formats_one_owner', sql`num_nonnulls(${t.accountId}, ${t.circleId}) = 1`),
		index('formats_account').on(t.accountId),
		index('formats_circle').on(t.circleId)
	]
);

/** Rows are only ever added: a version never changes. */
export const formatVersions = pgTable(
	'format_versions',
	{
		formatId: uuid()
			.notNull()
			.references(() => formats.id, { onDelete: 'cascade' }),
		version: integer().notNull(),
		content: jsonb().$type<Format>().notNull(),
		/** What is different from the version before, one line each. */
		changes: jsonb().$type<string[]>().notNull(),
		createdAt: at().notNull().defaultNow()
	},
	(t) => [primaryKey({ columns: [t.formatId, t.version] })]
);

/** A shared format that a circle took into its list. */
export const circleFormats = pgTable(
	'circle_formats',
	{
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		formatId: uuid()
			.notNull()
			.references(() => formats.id, { onDelete: 'cascade' })
	},
	(t) => [primaryKey({ columns: [t.circleId, t.formatId] }), index('circle_formats_format').on(t.formatId)]
);

/** "What should this circle do differently?": one line each, and nobody's name, neither shown nor kept. */
export const wishesForCircle = pgTable(
	'wishes_for_circle',
	{
		id: id(),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		kind: text().$type<'keep' | 'change'>().notNull(),
		words: text().notNull(),
		/** The version in which it was taken up; null while it is open. */
		takenUp: integer(),
		saidAt: at().notNull().defaultNow()
	},
	(t) => [index('wishes_for_circle_circle').on(t.circleId)]
);

/** A version that a circle is asked about; one at a time. */
export const proposals = pgTable(
	'proposals',
	{
		id: id(),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		formatId: uuid()
			.notNull()
			.references(() => formats.id, { onDelete: 'cascade' }),
		version: integer().notNull(),
		state: text().$type<'open' | 'adopted' | 'dropped'>().notNull().default('open'),
		askedAt: at().notNull().defaultNow(),
		decidedAt: at()
	},
	(t) => [
		uniqueIndex('proposals_open')
			.on(t.circleId)
			.where(sql`state = 'open'`),
		index('proposals_circle').on(t.circleId),
		index('proposals_format').on(t.formatId)
	]
);

/** What members say to a proposal. Kept by member until it is decided, then gone. */
export const proposalAnswers = pgTable(
	'proposal_answers',
	{
		proposalId: uuid()
			.notNull()
			.references(() => proposals.id, { onDelete: 'cascade' }),
		memberId: uuid()
			.notNull()
			.references(() => members.id, { onDelete: 'cascade' }),
		answer: text().$type<'fine' | 'canLive' | 'cannot'>().notNull()
	},
	(t) => [primaryKey({ columns: [t.proposalId, t.memberId] }), index('proposal_answers_member').on(t.memberId)]
);
