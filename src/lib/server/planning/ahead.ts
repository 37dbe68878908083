// A circle's gatherings ahead, as its hosts look after them: who holds each, who was asked, and what is missing.

import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { answersTo } from './asking.ts';
import { awayFrom } from './relief.ts';
import { holdingIt } from './single.ts';
import { unheld } from './unheld.ts';

/** At most so many, the next ones. */
const most = 12;

/** The next gatherings of a circle. `waiting` and `cannot` are names. */
export async function aheadOf(circleId: string, now = new Date()) {
	const rows = await db()
		.select()
		.from(gatherings)
		.where(and(eq(gatherings.circleId, circleId), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now)))
		.orderBy(asc(gatherings.startsAt))
		.limit(most);
	return Promise.all(
		rows.map(async (row) => {
			const [holding, answers, missing, away] = await Promise.all([
				holdingIt(row.id),
				answersTo(row.id),
				unheld(row, now),
				awayFrom(row.id)
			]);
			const named = (answer: 'no' | null) =>
				answers.filter((one) => one.answer === answer && !holding.some((h) => h.accountId === one.accountId)).map(({ name }) => name);
			return {
				id: row.id,
				startsAt: row.startsAt,
				zone: row.zone,
				movedFrom: row.movedFrom,
				holding: holding.map(({ name }) => name).filter((name) => !away.includes(name)),
				away,
				waiting: named(null),
				cannot: named('no'),
				missing
			};
		})
	);
}
