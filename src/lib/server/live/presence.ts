// Who is here: a lease per open page, extended by what the page itself says, and what follows from it together with the media server's list.

import type { State } from '../../gathering/state.ts';
import type { Connection, Instant, Ms, Seat } from '../../gathering/types.ts';
import { authLimits } from '../accounts/limits.ts';
import { sql } from '../db/index.ts';
import { logFailure } from '../ground/log.ts';
import { node } from '../ground/node.ts';
import { keptMs } from '../ground/kept-ms.ts';

/**
 * How long a page's word holds, in seconds: pages speak every 9 to 10 s, and again after 2 s where that was not taken. With a
 * second until it is written and one until it is looked at, silence is known after 20 s. The media server takes 15 to
 * 20 s, so that a browser which stands still is lost within 25 s.
 */
export const leaseSeconds = 18;
/** After a join, or a start of this node, people get this long to connect before they count as lost. */
export const connectMs: Ms = 15_000;

interface Attending {
	gathering: string;
	seat: Seat;
	/** The login that opened it; null for a guest. */
	loginId: string | null;
	/** The page said that it is here, and that is not written yet. */
	said: boolean;
	/** When it last said so, by this machine's steady clock. */
	saidAt: number;
}
/** Open pages of this node by their stream: a random name that only the page and the servers know. */
const here = new Map<string, Attending>();
let noticed: (gathering: string) => void = () => {};

/** Calls `notice` when a page of this node came or went. */
export const onAttendance = (notice: (gathering: string) => void): void => {
	noticed = notice;
};

/**
 * Begins a page's lease: its coming is its first word. Nothing but its next words extends it.
 * @returns the name by which the page says that it is here, and how to end it
 */
export function attend(gathering: string, seat: Seat, loginId: string | null = null): { stream: string; leave: () => void } {
	const stream = crypto.randomUUID();
	here.set(stream, { gathering, seat, loginId, said: true, saidAt: performance.now() });
	write(stream, gathering);
	const leave = () => {
		if (here.delete(stream)) write(stream, gathering);
	};
	return { stream, leave };
}

/** A page of this node says that it is here. False when it has no stream of this gathering at this node. */
export function sayPresent(gathering: string, stream: string): boolean {
	const a = here.get(stream);
	if (a?.gathering !== gathering) return false;
	const lapsed = performance.now() - a.saidAt > leaseSeconds * 1000;
	a.said = true;
	a.saidAt = performance.now();
	if (lapsed) write(stream, gathering);
	return true;
}

/** A page says that it is here, whose stream may be at another node. False when no node has it: it has to open a new one. */
export async function sayElsewhere(gathering: string, seat: Seat, stream: string): Promise<boolean> {
	const known = await sql()`
		update presence set expires_at = now() + ${`${leaseSeconds} s`}::interval
		where gathering_id = ${gathering} and seat = ${seat} and stream = ${stream} and ended_at is null`;
	return known.count === 1;
}

/** Streams that came or went and are not written, with their gathering. */
let unwritten = new Map<string, string>();
let writing = false;

/** Writes a coming or a going at once; what gathers while that is under way goes together. */
function write(stream: string, gathering: string): void {
	unwritten.set(stream, gathering);
	if (writing) return;
	writing = true;
	void (async () => {
		// Those that come with this one go with it.
		await new Promise(setImmediate);
		while (unwritten.size > 0) {
			const batch = unwritten;
			unwritten = new Map();
			const gone = [...batch].filter(([stream]) => !here.has(stream)).map(([stream, gathering]) => ({ stream, gathering }));
			const stored = Promise.all([extendPresence(batch.keys()), forget(gone)]);
			await stored.then(
				() => new Set(batch.values()).forEach(noticed),
				(error) => logFailure('presence', error)
			);
		}
		writing = false;
	})();
}

async function forget(gone: { stream: string; gathering: string }[]): Promise<void> {
	if (gone.length === 0) return;
	await sql()`
		delete from presence where ended_at is null and gathering_id = any(${gone.map((one) => one.gathering)}::uuid[])
			and stream = any(${gone.map((one) => one.stream)}::uuid[])`;
}

/** Writes down, in one statement, which pages of this node have said since the last time that they are here. */
export async function extendPresence(streams: Iterable<string> = here.keys()): Promise<void> {
	const spoken: { stream: string; a: Attending }[] = [];
	for (const stream of streams) {
		const a = here.get(stream);
		if (a?.said) spoken.push({ stream, a });
	}
	if (spoken.length === 0) return;
	for (const { a } of spoken) a.said = false;
	const rows = spoken.map(({ stream, a }) => ({ gathering_id: a.gathering, seat: a.seat, stream, login_id: a.loginId }));
	try {
		await sql()`
			insert into presence (gathering_id, seat, stream, login_id, node, expires_at)
			select gathering_id, seat, stream, login_id, ${node}, now() + ${`${leaseSeconds} s`}::interval
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(gathering_id uuid, seat smallint, stream uuid, login_id text)
			on conflict (gathering_id, seat, stream) do update set expires_at = excluded.expires_at where presence.ended_at is null`;
	} catch (error) {
		for (const { a } of spoken) a.said = true;
		throw error;
	}
	// A page may have closed while its lease was being written.
	await forget(spoken.filter(({ stream }) => !here.has(stream)).map(({ stream, a }) => ({ stream, gathering: a.gathering })));
}

/** Forgets leases that ended long ago. */
export const sweepPresence = () =>
	sql()`delete from presence where expires_at < now() - case when ended_at is null then interval '1 minute' else ${`${keptMs.endedStreams} ms`}::interval end`;

/** Streams of this node whose login is no more, and those by which nobody sits and whose login's time is over. */
export async function withoutLogin(): Promise<string[]> {
	const rows = await sql()<{ stream: string }[]>`
		select p.stream from presence p
		left join logins l on l.id = p.login_id
		join machines m on m.gathering_id = p.gathering_id
		where p.node = ${node} and (p.ended_at is not null or p.login_id is not null) and (
			p.ended_at is not null or l.id is null
			or (l.started_at <= now() - ${`${authLimits.absoluteMs} ms`}::interval and m.lifecycle = 'scheduled'))`;
	return rows.map((row) => row.stream).filter((stream) => here.has(stream));
}

/**
 * Whose seat a stream is, by its name alone: for a call for support, when this browser is not signed in any more. Only of a stream
 * that is open, or was when its login was ended, and only while the seat is still that person's.
 */
export async function seatOfStream(gathering: string, stream: string): Promise<Seat | null> {
	const [found] = await sql()<{ seat: Seat }[]>`
		select p.seat from presence p join seats s on s.gathering_id = p.gathering_id and s.seat = p.seat
		where p.gathering_id = ${gathering} and p.stream = ${stream}
			and (p.expires_at > now() or (p.ended_at > now() - ${`${keptMs.endedStreams} ms`}::interval and s.reserved_at < p.ended_at))`;
	return found?.seat ?? null;
}

/** Whether a seat has an open page on any node, beside this one. @param stream the page's own; null where it has none yet */
export async function attendsBeside(gathering: string, seat: Seat, stream: string | null): Promise<boolean> {
	const others = await sql()`
		select 1 from presence where gathering_id = ${gathering} and seat = ${seat} and stream is distinct from ${stream}::uuid
			and expires_at > now() limit 1`;
	return others.length > 0;
}

/** Seats with an open page on any node, by gathering, read at once for all of these; one without any is absent. */
export async function attendingIn(gatherings: string[]): Promise<Map<string, Set<Seat>>> {
	const rows = await sql()<{ gathering: string; seats: Seat[] }[]>`
		select gathering_id as gathering, array_agg(distinct seat) as seats from presence
		where gathering_id = any(${gatherings}::uuid[]) and expires_at > now() group by gathering_id`;
	return new Map(rows.map(({ gathering, seats }) => [gathering, new Set(seats)]));
}

/** Seats of a gathering with an open page on any node. */
export const attending = async (gathering: string): Promise<Set<Seat>> => (await attendingIn([gathering])).get(gathering) ?? new Set();

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
