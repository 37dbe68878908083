// Who is here: a lease per open page, and what follows from it together with the media server's list.

import type { State } from '../../gathering/state.ts';
import type { Connection, Instant, Ms, Seat } from '../../gathering/words.ts';
import { sql } from '../db/index.ts';
import { logFailure } from '../log.ts';
import { node } from '../node.ts';

/** A page whose heartbeat stops is gone after this, in seconds. */
const leaseSeconds = 12;
/** After a join, or a start of this node, people get this long to connect before they count as lost. */
export const connectMs: Ms = 15_000;

interface Attending {
	gathering: string;
	seat: Seat;
	stream: string;
	alive: () => boolean;
}
const here = new Map<string, Attending>();
let noticed: (gathering: string) => void = () => {};

/** Calls `notice` when a page of this node came or went. */
export const onAttendance = (notice: (gathering: string) => void): void => {
	noticed = notice;
};

/** Begins a page's lease. Returns how to end it. */
export function attend(gathering: string, seat: Seat, alive: () => boolean = () => true): () => void {
	const stream = crypto.randomUUID();
	here.set(stream, { gathering, seat, stream, alive });
	void settle(extend([stream]), gathering);
	return () => {
		if (!here.delete(stream)) return;
		const gone = sql()`delete from presence where gathering_id = ${gathering} and seat = ${seat} and stream = ${stream}`;
		void settle(gone, gathering);
	};
}

async function settle(stored: PromiseLike<unknown>, gathering: string): Promise<void> {
	try {
		await stored;
		noticed(gathering);
	} catch (error) {
		logFailure('presence', error);
	}
}

/** The heartbeat: every page of this node that takes things in is here for another while. */
export async function extend(streams: string[] = [...here.keys()]): Promise<void> {
	const rows = streams
		.map((stream) => here.get(stream))
		.filter((a) => a?.alive())
		.map((a) => ({ gathering_id: a!.gathering, seat: a!.seat, stream: a!.stream }));
	if (rows.length === 0) return;
	await sql()`
		insert into presence (gathering_id, seat, stream, node, expires_at)
		select gathering_id, seat, stream, ${node}, now() + ${`${leaseSeconds} s`}::interval
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(gathering_id uuid, seat smallint, stream uuid)
		on conflict (gathering_id, seat, stream) do update set expires_at = excluded.expires_at`;
	// A page may have closed while its lease was being written.
	const closed = rows.filter((row) => !here.has(row.stream)).map((row) => row.stream);
	if (closed.length > 0) await sql()`delete from presence where stream = any(${closed}::uuid[])`;
}

/** Forgets leases that ended long ago. */
export const sweep = () => sql()`delete from presence where expires_at < now() - interval '1 minute'`;

/** Seats of a gathering with an open page on any node. */
export async function attending(gathering: string): Promise<Set<Seat>> {
	const rows = await sql()<{ seat: Seat }[]>`
		select distinct seat from presence where gathering_id = ${gathering} and expires_at > now()`;
	return new Set(rows.map((row) => row.seat));
}

/**
 * What each seat's connection should say, where it differs. Page and media: present; either one: unstable;
 * neither: lost. Nothing is concluded while the media server is silent, but for somebody whose page is open.
 * @param media identities whose media connection stands, or null when that is not known
 * @param since when this node first saw each identity, to give a fresh one time to connect
 */
export function changedConnections(
	state: State,
	pages: Set<Seat>,
	media: Set<string> | null,
	since: (identity: string) => Instant,
	at: Instant
): { seat: Seat; connection: Exclude<Connection, 'absent'> }[] {
	const changed: { seat: Seat; connection: Exclude<Connection, 'absent'> }[] = [];
	for (const { seat, identity, connection } of state.context.seats) {
		if (identity === null || connection === 'absent') continue;
		const page = pages.has(seat);
		if (media === null) {
			if (page && connection === 'lost') changed.push({ seat, connection: 'unstable' });
			continue;
		}
		const voice = media.has(identity);
		const is = page && voice ? 'present' : page || voice ? 'unstable' : 'lost';
		if (is === connection) continue;
		const early = at - since(identity) < connectMs || at < (state.context.returnUntil ?? 0);
		if (is === 'lost' && early) continue;
		changed.push({ seat, connection: is });
	}
	return changed;
}
