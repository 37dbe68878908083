// Reads a gathering as a whole: machine, title and names, in one statement and so of one moment. Writes nothing.

import type { Snapshot } from '../../gathering/decide.ts';
import type { Seat } from '../../gathering/words.ts';
import { sql } from '../db/index.ts';

export interface Sitting {
	name: string;
	simulated: boolean;
	/** Whose seat it is: an account's id, or a guest's hash. Null while nobody's. */
	owner: string | null;
}
export type People = Map<Seat, Sitting>;
export interface Read {
	version: number;
	snapshot: Snapshot;
	title: string;
	people: People;
}

/** The newest of a gathering, or null when there is none. */
export async function read(gathering: string): Promise<Read | null> {
	const [row] = await sql()<
		{ version: number; snapshot: Snapshot; title: string; people: [Seat, string, boolean, string | null][] | null }[]
	>`
		select m.version, m.snapshot, c.title,
			(select jsonb_agg(jsonb_build_array(s.seat, s.name, s.simulated, coalesce(s.account_id::text, s.guest_hash)))
				from seats s where s.gathering_id = m.gathering_id) as people
		from machines m
		join gatherings g on g.id = m.gathering_id
		join circles c on c.id = g.circle_id
		where m.gathering_id = ${gathering}`;
	if (!row) return null;
	const people: People = new Map((row.people ?? []).map(([seat, name, simulated, owner]) => [seat, { name, simulated, owner }]));
	return { version: row.version, snapshot: row.snapshot, title: row.title, people };
}
