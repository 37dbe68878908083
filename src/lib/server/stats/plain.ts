// The figures that are not about persons, and are exact: how many gatherings were held, how many seats they offered, how long
// they were planned to be. What was filled, or who stayed how long, is not among them: it gives people away by subtraction.

import { sql } from '../db/index.ts';
import type { Plain } from '../../stats/types.ts';

/** Of these circles, for gatherings that began between two instants. */
export async function plainOf(circles: string[], from: Date, until: Date): Promise<Plain> {
	const [row] = await sql()<Plain[]>`
		select count(*)::int as "gatheringsHeld", coalesce(sum(seats), 0)::int as "seatsOffered", coalesce(sum(minutes), 0)::int as "plannedMinutes"
		from gatherings g
		where circle_id = any(${circles}::uuid[]) and starts_at >= ${from.toISOString()} and starts_at < ${until.toISOString()}
			and cancelled_at is null and exists (select from events e where e.gathering = g.no and e.type = 'BEGIN')`;
	return row!;
}
