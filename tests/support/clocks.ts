// The clocks of a gathering under test ring when the test says, as if their minutes had gone by.
import { desiredTimers } from '../../src/lib/gathering/clocks.ts';
import type { TimerName } from '../../src/lib/gathering/types.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { attending } from '../../src/lib/server/live/presence.ts';
import { countMinute } from '../../src/lib/server/stats/minutes.ts';

/** A clock of a gathering whose name begins so is due now, or then, in the state and in its row. Returns it. */
export async function isDue(gathering: string, named: string, due = Date.now() - 500): Promise<{ name: TimerName; id: string }> {
	const timer = desiredTimers((await look(gathering))!.state).find(({ name }) => name.startsWith(named));
	if (!timer) throw new Error(`no clock ${named} runs`);
	const { name, id } = timer;
	await sql()`update machines set snapshot = jsonb_set(snapshot, ${['context', 'timers', name, 'at']}::text[], to_jsonb(${due}::float8)), heartbeat_at = now()
		where gathering_id = ${gathering}`;
	await sql()`update timers set fire_at = to_timestamp(${due / 1000}::float8) where gathering_id = ${gathering} and name = ${name}`;
	return { name, id };
}

/** It rings now; should the house have been quicker, it has rung. */
export async function clockRings(gathering: string, named: string): Promise<void> {
	const running = desiredTimers((await look(gathering))!.state).some(({ name }) => name.startsWith(named));
	if (!running) return;
	const answer = await send(gathering, { kind: 'clock' }, { type: 'TIMER', ...(await isDue(gathering, named)) });
	if ('refused' in answer && answer.refused !== 'stale-timer') throw new Error(`the clock ${named}: ${answer.refused}`);
}

/** The days until a gathering have gone by: it begins in a moment. Nobody is told, for to them nothing was moved. Returns when. */
export async function eveningComes(gathering: string): Promise<Date> {
	const startsAt = new Date(Date.now() + 1000);
	const answer = await send(gathering, { kind: 'host' }, { type: 'RESCHEDULE', startsAt: startsAt.getTime() });
	if ('refused' in answer) throw new Error(`its evening does not come: ${answer.refused}`);
	await sql()`update gatherings set starts_at = ${startsAt.toISOString()} where id = ${gathering}`;
	return startsAt;
}

/** It has ended: in its snapshot, and in what is asked of it. Nobody is told. */
export async function isOver(gathering: string): Promise<void> {
	await sql()`update machines set snapshot = jsonb_set(snapshot, '{value,lifecycle}', '"ended"'), lifecycle = 'ended' where gathering_id = ${gathering}`;
}

/** So many more minutes of a live gathering go by: whoever has a page open now is there in each of them. */
export async function minutesGoBy(gathering: string, minutes: number): Promise<void> {
	const { state } = (await look(gathering))!;
	const pages = await attending(gathering);
	for (let minute = 1; minute <= minutes; minute++) await countMinute(gathering, state, pages, Date.now() + minute * 60_000);
}
