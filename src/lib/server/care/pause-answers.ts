// Whether pauses were all right for those who sat in them: counted for supervision, apart from any gathering. Hosts
// and facilitators never see it, and nobody can tell who said what.

import { sql } from 'drizzle-orm';
import type { RefusalCode, Seat } from '../../gathering/types.ts';
import { db, sql as driver } from '../db/index.ts';
import { pauseAnswers } from '../db/schema-care.ts';
import { send } from '../gatherings/gatherings.ts';

/** Fewer answers than this say too much about single people: then nothing is shown. */
const fewest = 5;

/**
 * Takes one person's answer about the last pause, once. The gathering's log says that they answered, never what.
 * @returns null when it was counted; a repeat is refused, and counts no second time
 */
export function answerPause(gathering: string, seat: Seat, right: boolean): Promise<RefusalCode | null> {
	return db().transaction(async (tx) => {
		const answer = await send(gathering, { kind: 'seat', seat }, { type: 'SAY_OF_PAUSE' }, null, tx);
		if ('refused' in answer) return answer.refused;
		const [one, other] = right ? [1, 0] : [0, 1];
		await tx
			.insert(pauseAnswers)
			.values({ month: sql`date_trunc('month', now() at time zone 'utc')::date`, right: one, notRight: other })
			.onConflictDoUpdate({
				target: pauseAnswers.month,
				set: { right: sql`${pauseAnswers.right} + ${one}`, notRight: sql`${pauseAnswers.notRight} + ${other}` }
			});
		return null;
	});
}

/** All answers of the last twelve months; null while they are too few to be nobody's. */
export async function pausesThisYear(): Promise<{ right: number; notRight: number } | null> {
	const [sums] = await driver()<{ right: number; notRight: number }[]>`
		select coalesce(sum("right"), 0)::int as right, coalesce(sum(not_right), 0)::int as "notRight"
		from pause_answers where month > now() - interval '12 months'`;
	return sums && sums.right + sums.notRight >= fewest ? sums : null;
}
