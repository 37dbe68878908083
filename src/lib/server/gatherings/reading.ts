// Reads a gathering as a whole: machine, title and names, in one statement and so of one moment. Writes nothing.

import type { Snapshot } from '../../gathering/decide.ts';
import type { Seat } from '../../gathering/types.ts';
import { toldApart } from '../../names/alike.ts';
import { sql } from '../db/index.ts';

export interface Sitting {
	/** As everybody reads it: nobody looks like somebody who holds the circle. */
	name: string;
	simulated: boolean;
	/** Whose seat it is: an account's id, or a guest's hash. Null while nobody's. */
	owner: string | null;
}
export type People = Map<Seat, Sitting>;
export interface Read {
	version: number;
	stamp: number;
	snapshot: Snapshot;
	title: string;
	people: People;
	/** Who did something after the version that was asked from. */
	acted: Seat[];
}

/**
 * The newest of a gathering, or null when there is none.
 * @param from the version that is known already: who did something since is read too
 */
export async function read(gathering: string, from?: number): Promise<Read | null> {
	const [row] = await sql()<
		{
			version: number;
			stamp: number;
			acted: Seat[] | null;
			snapshot: Snapshot;
			title: string;
			people: [Seat, string, boolean, string | null, boolean][] | null;
		}[]
	>`
		select m.version, m.stamp::float8, m.snapshot, c.title,
			${from === undefined ? null : sql()`(select array_agg(distinct e.actor) from events e where e.gathering = m.no and e.version > ${from})`} as acted,
			(select jsonb_agg(jsonb_build_array(s.seat, s.name, s.simulated, coalesce(s.account_id::text, s.guest_hash), s.role <> 'participant') order by s.seat)
				from seats s where s.gathering_id = m.gathering_id) as people
		from machines m
		join gatherings g on g.id = m.gathering_id
		join circles c on c.id = g.circle_id
		where m.gathering_id = ${gathering}`;
	if (!row) return null;
	const sitting = row.people ?? [];
	const names = toldApart(new Map(sitting.map(([seat, name, , , holds]) => [seat, { name, holds }])));
	const people: People = new Map(
		sitting.map(([seat, name, simulated, owner]) => [seat, { name: names.get(seat) ?? name, simulated, owner }])
	);
	return { version: row.version, stamp: row.stamp, acted: row.acted ?? [], snapshot: row.snapshot, title: row.title, people };
}

/** The stamp of the last that this seat did itself up to a version; 0 where it did nothing yet. */
export async function lastBy(gathering: string, seat: Seat, upTo: number): Promise<number> {
	const [row] = await sql()<{ stamp: number }[]>`
		select coalesce(max(e.stamp), 0)::float8 as stamp
		from machines m join events e on e.gathering = m.no
		where m.gathering_id = ${gathering} and e.actor = ${seat} and e.version <= ${upTo}`;
	return row!.stamp;
}
