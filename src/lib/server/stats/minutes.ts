// Who is there, minute by minute, while a gathering is live: by the application's own stream, and never by a token or by what
// the media server says. A minute of a seat counts once, whatever streams, nodes and re-joins there were.

import { inRing } from '../../gathering/context.ts';
import type { State } from '../../gathering/state.ts';
import type { Instant, Seat } from '../../gathering/types.ts';
import { sql } from '../db/index.ts';

const minuteMs = 60_000;

/** Which minute this is, since the epoch. */
export const minuteOf = (at: Instant): number => Math.floor(at / minuteMs);

/**
 * Counts this minute of a live gathering for everybody with an account who sits in the ring with an open page. Guests are not counted: nothing
 * here knows that a guest is the same person again. Nor are simulated people.
 * @param pages seats with an open page, on any node
 */
export async function countMinute(gathering: string, state: State, pages: Set<Seat>, at: Instant): Promise<void> {
	const seats = state.context.seats.filter((s) => inRing(s) && pages.has(s.seat)).map((s) => s.seat);
	if (seats.length === 0) return;
	await sql()`
		insert into present_minutes (gathering_id, seat, minutes, last_minute)
		select gathering_id, seat, 1, ${minuteOf(at)}::int from seats
		where gathering_id = ${gathering} and seat = any(${seats}::smallint[]) and account_id is not null and not simulated
		on conflict (gathering_id, seat) do update set minutes = present_minutes.minutes + 1, last_minute = excluded.last_minute
			where present_minutes.last_minute < excluded.last_minute`;
}
