// The statements of the hot path, each once and in few round trips. They decide nothing; gatherings.ts alone calls them.

import type { Snapshot } from '../../gathering/decide.ts';
import type { Pages } from '../../gathering/signals/paged.ts';
import type { Actor, Instant, Seat, TimerName } from '../../gathering/types.ts';
import type { Client } from '../db/index.ts';
import type { Summary } from './summary.ts';

export interface Row {
	no: number;
	version: number;
	stamp: number;
	snapshot: Snapshot;
	/** When a node last looked after it; a gap in a live gathering means an outage. */
	heartbeatAt: Instant;
}
/** The locked row, where there is one, and the stamp that an earlier one of this very command made. */
export interface LockedRow {
	row: Row | undefined;
	already: number | undefined;
}
export interface Happened {
	version: number;
	at: Instant;
	actor: number;
	type: string;
	data: object | null;
	commandId: string | null;
}
export interface Armed {
	name: TimerName;
	id: string;
	at: Instant;
}
/** What is stored beside the machine itself. */
export interface News {
	happened: Happened[];
	clocks: { gone: TimerName[]; set: Armed[] };
	/** What may stand written from now on; undefined when that is as before. */
	writings: string[] | undefined;
	pages: Pages;
	/** It is over from now on: the seats whose card is kept a day longer, if they wished so. */
	ended: Seat[] | null;
}

/** A sealed card lives this long after the end, where its owner wished so. */
export const cardKeptMs = 24 * 60 * 60_000;
/** A command waits this long for the row, then is answered "not saved". */
const lockTimeout = '2s';

/** The actor's number in the log: the seat, 0 the house, -1 the clock, -2 the host. */
export const actorNumber = (by: Actor): number => (by.kind === 'seat' ? by.seat : { house: 0, clock: -1, host: -2 }[by.kind]);

/** An instant as the driver wants it beside drizzle: text. */
const text = (at: Instant): string => new Date(at).toISOString();

/**
 * Locks the gathering's row and looks whether this command was accepted before, and with which stamp: one round trip.
 * The second look is a statement of its own, because it must see what was committed while the first waited.
 */
export async function lock(q: Client, gathering: string, by: Actor, commandId: string | null): Promise<LockedRow> {
	const [, rows, before] = await Promise.all([
		q.unsafe(`set local lock_timeout = '${lockTimeout}'`),
		q<Row[]>`
			select no, version, stamp::float8, snapshot, (extract(epoch from heartbeat_at) * 1000)::float8 as "heartbeatAt"
			from machines where gathering_id = ${gathering} for update`,
		commandId === null
			? []
			: q<{ stamp: number }[]>`
				select stamp::float8 from events
				where gathering = (select no from machines where gathering_id = ${gathering})
					and actor = ${actorNumber(by)} and command_id = ${commandId}`
	]);
	return { row: rows[0], already: before[0]?.stamp };
}

/**
 * Stores what follows from one command, all at once: the machine with its summary, the log, the clocks, the pages to people on call, the end
 * of the sealed cards, and the word that it happened. What every command stores is one statement.
 * All of it is sent before anything is waited for. Should the version have moved under the lock, the first statement fails, and so
 * does the transaction.
 * @param follows the node that shows it by itself as soon as it is committed, and need not read it back
 */
export async function write(
	q: Client,
	gathering: string,
	before: Row,
	after: { version: number; stamp: number; snapshot: unknown; summary: Summary },
	{ happened, clocks, writings, pages, ended }: News,
	follows?: string
): Promise<void> {
	const log = happened.map((e) => ({ ...e, at: text(e.at) }));
	await Promise.all([
		q`
			with moved as (
				update machines set version = ${after.version}, stamp = ${after.stamp}, snapshot = ${JSON.stringify(after.snapshot)}, heartbeat_at = now(),
					${summarized(q, after.summary)},
					lease_until = case when ${after.summary.lifecycle !== 'scheduled'} then coalesce(lease_until, now()) else lease_until end
				where gathering_id = ${gathering} and version = ${before.version} returning 1
			), logged as (
				insert into events (gathering, version, stamp, at, actor, type, data, command_id)
				select ${before.no}, version, ${after.stamp}, at, actor, type, data, "commandId"
				from jsonb_to_recordset(${JSON.stringify(log)}::jsonb)
					as x(version integer, at timestamptz, actor smallint, type text, data jsonb, "commandId" uuid)
			), stilled as (
				delete from timers where gathering_id = ${gathering} and name = any(${clocks.gone}::text[])
			), armed as (${arm(q, gathering, clocks.set)}),
			told as (select pg_notify('gatherings', ${[gathering, after.version, happened.at(-1)!.at, ...(follows ? [follows] : [])].join(':')}))
			select 1 / (select count(*) from moved) from told`,
		writings && q`delete from words where gathering_id = ${gathering} and turn_id <> all(${writings}::text[])`,
		pages.ended.length > 0 &&
			q`update pages set ended_at = now()
				where gathering_id = ${gathering} and signal_id = any(${pages.ended}::text[]) and ended_at is null`,
		...pages.raised.map(
			(p) => q`insert into pages (kind, gathering_id, signal_id, signal_at, seat)
				values (${p.pastCircle ? 'aside' : 'signal'}, ${gathering}, ${p.signal}, ${text(p.at)}, ${p.seat})`
		),
		...(ended === null ? [] : endCards(q, gathering, ended))
	]);
}

/** What is asked of a machine from outside, as part of the statement that stores its snapshot. */
const summarized = (q: Client, { lifecycle, covered, beyondPeers, onCall, sitting, sentAway }: Summary) => q`
	lifecycle = ${lifecycle}, covered = ${covered}, beyond_peers = ${beyondPeers}, on_call = ${onCall}, sitting = ${sitting}::smallint[], sent_away = ${sentAway}::smallint[]`;

/** [F3] The sealed cards go with the gathering, but those that are kept. */
const endCards = (q: Client, gathering: string, kept: Seat[]) => [
	q`delete from cards where gathering_id = ${gathering} and not (keep_longer and seat = any(${kept}::smallint[]))`,
	q`update cards set kept_until = now() + ${cardKeptMs} * interval '1 millisecond' where gathering_id = ${gathering}`
];

/** Makes these timers' rows say so. */
export const arm = (q: Client, gathering: string, clocks: Armed[]) => q`
	insert into timers (gathering_id, name, timer_id, fire_at)
	select ${gathering}, name, id, to_timestamp(at / 1000)
	from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as x(name text, id text, at float8)
	on conflict (gathering_id, name) do update set timer_id = excluded.timer_id, fire_at = excluded.fire_at`;

/** The first row of a gathering that was just scheduled. */
export async function insertMachine(
	q: Client,
	gathering: string,
	no: number,
	snapshot: unknown,
	s: Summary,
	clocks: Armed[]
): Promise<void> {
	await Promise.all([
		q`insert into machines (gathering_id, no, version, snapshot, lifecycle, covered, beyond_peers, on_call, sitting, sent_away)
			values (${gathering}, ${no}, 0, ${JSON.stringify(snapshot)}, ${s.lifecycle}, ${s.covered}, ${s.beyondPeers}, ${s.onCall}, ${s.sitting}::smallint[], ${s.sentAway}::smallint[])`,
		clocks.length > 0 && arm(q, gathering, clocks)
	]);
}
