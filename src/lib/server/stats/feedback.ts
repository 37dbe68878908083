// Answers after a gathering: coded, one tap each, handed over at once to where the application cannot read them.

import { isAnswer } from '../../stats/catalogue.ts';
import { over } from '../../gathering/state.ts';
import { sql } from '../db/index.ts';
import { look } from '../gatherings/gatherings.ts';
import { statisticsOff } from './logins.ts';

export type FeedbackRefusal = 'choice-odd' | 'no-seat' | 'not-over' | 'no-statistics';

/**
 * Takes one answer of somebody with an account and a seat, once the gathering is over and until its seats are forgotten. The
 * newest to a question counts.
 */
export async function answer(
	account: string,
	gatheringId: string,
	question: string,
	given: string,
	now = new Date()
): Promise<{ ok: true } | { refused: FeedbackRefusal }> {
	if (!isAnswer(question, given)) return { refused: 'choice-odd' };
	if (await statisticsOff()) return { refused: 'no-statistics' };
	const found = await look(gatheringId);
	if (!found || !over(found.state)) return { refused: 'not-over' };
	const stored = await sql()`
		insert into stats.feedback (gathering_id, circle_id, account_id, starts_at, question, answer, at)
		select g.id, g.circle_id, s.account_id, g.starts_at, ${question}, ${given}, ${now.toISOString()}
		from seats s join gatherings g on g.id = s.gathering_id join circles c on c.id = g.circle_id
		where s.gathering_id = ${gatheringId} and s.account_id = ${account} and not s.simulated and not c.rehearsal`;
	return stored.count === 1 ? { ok: true } : { refused: 'no-seat' };
}

/** Whether somebody may be asked after this gathering: they have an account and a seat, and answers are counted here. */
export async function mayAnswer(account: string | null, gatheringId: string): Promise<boolean> {
	if (account === null || (await statisticsOff())) return false;
	const rows = await sql()`
		select 1 from seats s join gatherings g on g.id = s.gathering_id join circles c on c.id = g.circle_id
		where s.gathering_id = ${gatheringId} and s.account_id = ${account} and not s.simulated and not c.rehearsal`;
	return rows.length === 1;
}
