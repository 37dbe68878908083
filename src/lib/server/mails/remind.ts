// Reminders and what is said afterwards: found once a minute in the plans as they are now, so that nothing has to be taken
// back when a gathering is moved or cancelled. A start is told of once, however often and by however many nodes this runs.

import { db, sql } from '../db/index.ts';
import { mailLimits } from './limits.ts';
import { tellAll } from './tell.ts';

type Reminder = 'dayBefore' | 'soon' | 'after' | 'missedYou';

interface Due {
	kind: Reminder;
	gathering: string;
	/** Milliseconds since the epoch. */
	startsAt: number;
	accounts: string[];
}

/** Tells whoever is due to be told. */
export async function remind(now = new Date()): Promise<void> {
	const due = [...(await before(now)), ...(await afterwards(now))];
	for (const { kind, gathering, startsAt, accounts } of due) {
		const occasion = new Date(startsAt).toISOString();
		await db().transaction((tx) => tellAll(tx, accounts, { kind, gathering, occasion }));
	}
}

const plus = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

/** Whoever has a seat in what begins within a day, or within the half hour. A rehearsal reminds nobody. */
async function before(now: Date): Promise<Due[]> {
	const { dayBeforeMs, dayBeforeUntilMs, soonMs, soonUntilMs, justReservedMs } = mailLimits;
	return sql()<Due[]>`
		with due as (
			select 'dayBefore' as kind, ${dayBeforeMs}::float8 as lead, ${plus(now, dayBeforeUntilMs)}::timestamptz as from, ${plus(now, dayBeforeMs)}::timestamptz as until
			union all select 'soon', ${justReservedMs}::float8, ${plus(now, -soonUntilMs)}::timestamptz, ${plus(now, soonMs)}::timestamptz
		)
		select d.kind, g.id as gathering, (extract(epoch from g.starts_at) * 1000)::float8 as "startsAt", array_agg(s.account_id) as accounts
		from due d
		join gatherings g on g.starts_at > d.from and g.starts_at <= d.until and g.cancelled_at is null
		join circles c on c.id = g.circle_id and not c.rehearsal
		join seats s on s.gathering_id = g.id and s.account_id is not null
			and s.reserved_at <= g.starts_at - d.lead * interval '1 millisecond'
		left join mails m on m.kind = d.kind and m.gathering_id = g.id and m.account_id = s.account_id
			and m.occasion = to_char(g.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
		where m.id is null
		group by d.kind, g.id`;
}

/** Whoever sat in what ended an hour ago, and whoever had a seat in it and never came; not who was sent away. */
async function afterwards(now: Date): Promise<Due[]> {
	const { afterMs, afterUntilMs } = mailLimits;
	return sql()<Due[]>`
		with ended as (
			select g.*, m.sent_away from gatherings g
			join circles c on c.id = g.circle_id and not c.rehearsal
			join machines m on m.gathering_id = g.id and m.lifecycle = 'ended'
			where g.cancelled_at is null
				and g.starts_at + g.minutes * interval '1 minute' between ${plus(now, -afterUntilMs)} and ${plus(now, -afterMs)}
		), sat as (
			select g.id, g.starts_at, s.account_id,
				case when exists (select 1 from events e where e.gathering = g.no and e.actor = s.seat and e.type = 'JOIN') then 'after' else 'missedYou' end as kind
			from ended g join seats s on s.gathering_id = g.id and s.account_id is not null
			where s.seat <> all(g.sent_away)
		)
		select sat.kind, sat.id as gathering, (extract(epoch from sat.starts_at) * 1000)::float8 as "startsAt", array_agg(sat.account_id) as accounts
		from sat left join mails m on m.kind in ('after', 'missedYou') and m.gathering_id = sat.id and m.account_id = sat.account_id
		where m.id is null
		group by sat.kind, sat.id, sat.starts_at`;
}
