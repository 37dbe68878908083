// Hands attendance over, once a gathering is surely over: from the application's own tables, where it goes with the seats, into
// one that the application cannot read. Rehearsals, guests and simulated people are not in it.

import { sql } from '../db/index.ts';
import { logFailure } from '../ground/log.ts';
import { statisticsOff } from './logins.ts';

/** Hours after the planned end in which a gathering may still go on. */
const goesOnHours = 12;
/** Seats are gone after 7 days: what was not handed over by then never is. */
const lookBackDays = 10;

/**
 * Hands over what is due. Called every hour, and before seats are forgotten. Each gathering is done once, also on several
 * nodes at once. A seat that stayed empty is handed over as well, with no minute: rows tell nobody who came.
 * Never throws: seats must be forgotten on time, whatever becomes of the statistics.
 */
export async function runAttendance(now = new Date()): Promise<void> {
	if (await statisticsOff()) return;
	const at = now.toISOString();
	try {
		await sql()`
			with over as (
				select g.id, g.circle_id, g.starts_at,
					(select h.account_id from circle_hosts h where h.circle_id = c.id order by h.since, h.account_id limit 1) as host_id
				from gatherings g join circles c on c.id = g.circle_id
				where not c.rehearsal and g.cancelled_at is null
					and g.starts_at + g.minutes * interval '1 minute' + ${goesOnHours} * interval '1 hour' < ${at}
					and g.starts_at > ${at}::timestamptz - ${lookBackDays} * interval '1 day'
					and exists (select from events e where e.gathering = g.no and e.type = 'BEGIN')
			), kept as (
				insert into attendance_kept (gathering_id, kept_at) select id, ${at} from over
				on conflict do nothing returning gathering_id
			)
			insert into stats.attendance (gathering_id, circle_id, host_id, account_id, starts_at, minutes)
			select over.id, over.circle_id, over.host_id, s.account_id, over.starts_at, coalesce(p.minutes, 0)
			from kept join over on over.id = kept.gathering_id join seats s on s.gathering_id = over.id
				left join present_minutes p on p.gathering_id = s.gathering_id and p.seat = s.seat
			where s.account_id is not null and not s.simulated and over.host_id is not null`;
	} catch (error) {
		logFailure('attendance', error);
	}
}
