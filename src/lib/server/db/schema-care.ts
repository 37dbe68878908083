// The tables of care: what is kept for a moment of need, and for a while after it. Each has an end.

import {
	boolean,
	date,
	foreignKey,
	index,
	integer,
	pgEnum,
	pgTable,
	primaryKey,
	smallint,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';
import { accounts } from './schema-accounts.ts';
import { circles } from './schema-circles.ts';
import { gatherings } from './schema-gatherings.ts';
import { seats } from './schema-seats.ts';

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

/** What a pause was about, in one word: there is no other, so that nothing can be written about a person. */
export const incidentCode = pgEnum('incident_code', [
	'distress',
	'hardExperience',
	'suicidalThoughts',
	'medical',
	'harm',
	'leftInDistress',
	'helpCalled'
]);

/** Written down by whoever led a pause. Its person sees it, contests it, erases it; supervision counts it. */
export const incidents = pgTable(
	'incidents',
	{
		id: id(),
		gatheringId: uuid()
			.notNull()
			.references(() => gatherings.id, { onDelete: 'cascade' }),
		/** The version of the event that began the pause. */
		takeover: integer().notNull(),
		code: incidentCode().notNull(),
		/** Whom it is about; null for nobody in particular, and for guests, who could not see it. */
		subjectId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		madeBy: uuid().references(() => accounts.id, { onDelete: 'set null' }),
		from: at().notNull(),
		until: at(),
		contestedAt: at()
	},
	(t) => [
		uniqueIndex('incidents_once').on(t.gatheringId, t.takeover, t.code),
		index('incidents_subject').on(t.subjectId),
		index('incidents_made_by').on(t.madeBy)
	]
);

/** How somebody is, as they chose to tell it. */
export const feeling = pgEnum('feeling', ['steady', 'raw', 'unwell']);
export const checkInStep = pgEnum('check_in_step', ['day', 'week', 'month']);

/** Somebody wished to be asked, a while after a gathering, how they are. It names the circle, and no gathering. */
export const checkIns = pgTable(
	'check_ins',
	{
		/** Also what the mail's link holds. */
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => accounts.id, { onDelete: 'cascade' }),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		step: checkInStep().notNull(),
		dueAt: at().notNull(),
		sentAt: at(),
		/** What its owner chose to tell, to whom and when. Null: it stayed with them. */
		told: feeling(),
		toldTo: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
		toldAt: at()
	},
	(t) => [
		uniqueIndex('check_ins_once').on(t.accountId, t.circleId, t.dueAt),
		index('check_ins_due').on(t.dueAt),
		index('check_ins_circle').on(t.circleId),
		index('check_ins_told_to').on(t.toldTo)
	]
);

/** Where else to turn, as those who hold a circle keep it for its members. */
export const places = pgTable(
	'places',
	{
		id: id(),
		circleId: uuid()
			.notNull()
			.references(() => circles.id, { onDelete: 'cascade' }),
		title: text().notNull(),
		/** What it is for. */
		about: text().notNull(),
		/** An https address, or a number to ring. */
		reach: text().notNull(),
		addedAt: at().notNull().defaultNow()
	},
	(t) => [index('places_circle').on(t.circleId)]
);

/** Whether pauses were all right, counted month by month over the whole instance: nobody's name, circle or hour. */
export const pauseAnswers = pgTable('pause_answers', {
	month: date().primaryKey(),
	right: integer().notNull().default(0),
	notRight: integer().notNull().default(0)
});
