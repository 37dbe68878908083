// What only the database knows, in one statement, each part of it by an index. No row of anybody comes out of it: counts and ages.

import { sql } from '../db/index.ts';
import { jobsSchema } from '../jobs/queues.ts';
import { node } from '../ground/node.ts';

/** Looked after by nobody for so long: longer than a restart. */
const keptWithinSeconds = 15;
/** A call for somebody outside that is older is for the safety contact's page, not for an alarm. */
const callsOfDays = 3;

export interface Asked {
	/** Gatherings that this node looks after and that are no rehearsals. */
	mine: string[];
	unkept: number;
	/** Alerts that were raised and nobody answered, and seconds since the oldest. */
	alertsOpen: number;
	alertOldest: number;
	/** Letters of alerts that still wait to be handed over. */
	lettersWaiting: number;
	/** Seconds by which the oldest clock of a gathering is late. */
	clockLate: number;
	/** By queue, mails as one of them: how many jobs are due, and by how many seconds the oldest. */
	jobs: { queue: string; due: number; late: number }[];
}

/** Asks for all of it. */
export async function ask(): Promise<Asked> {
	const [row] = await sql()<[Asked]>`
		with open as (
			select id, raised_at, spread_at from pages
			where kind in ('signal', 'aside', 'report') and ended_at is null and answered_at is null and raised_at > now() - ${`${callsOfDays} d`}::interval
		), jobs as (
			select name as queue, count(*)::int as due, extract(epoch from now() - min(start_after))::float8 as late
			from ${sql()(jobsSchema)}.job where state in ('created', 'retry') and start_after <= now() group by name
			union all select 'mails', count(*)::int, extract(epoch from now() - min(not_before))::float8
			from deliveries where kind = 'mail' and sent_at is null and dropped_at is null and not_before <= now()
		)
		select
			(select coalesce(array_agg(m.gathering_id), '{}') from machines m join gatherings g on g.id = m.gathering_id join circles c on c.id = g.circle_id
				where m.lease_until is not null and m.lease_node = ${node} and not c.rehearsal) as mine,
			(select count(*)::int from machines where lease_until < now() - ${`${keptWithinSeconds} s`}::interval) as unkept,
			(select count(*)::int from open) as "alertsOpen",
			(select coalesce(extract(epoch from now() - min(raised_at)), 0)::float8 from open) as "alertOldest",
			(select count(*)::int from deliveries l join open o on o.id = l.page_id where l.sent_at is null and l.dropped_at is null) as "lettersWaiting",
			(select greatest(0, coalesce(extract(epoch from now() - min(fire_at)), 0))::float8 from timers where fire_at < now()) as "clockLate",
			(select coalesce(jsonb_agg(to_jsonb(jobs)), '[]') from jobs) as jobs`;
	return row;
}
