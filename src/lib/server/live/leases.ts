// Which node looks after which gathering: a row each, renewed every second, valid for three. Also the heartbeat
// that shows later how long nobody did.

import { limits } from '../../gathering/limits.ts';
import { sql } from '../db/index.ts';
import { node } from '../ground/node.ts';

const validSeconds = 3;
/** Until when, by this machine's steady clock, each lease is surely ours. */
const ours = new Map<string, number>();

export interface Lease {
	gathering: string;
	version: number;
	/** Nobody looked after it for so long that its people lost time. */
	neglected: boolean;
}

/** The gatherings that are looked after, and by no other node. A fragment; it has an index, which a test asks the planner for. */
export const leasable = () => sql()`
	select gathering_id from machines
	where lease_until is not null and (lease_node is null or lease_node = ${node} or lease_until < now())
	for update skip locked`;

/**
 * Takes or renews every lease this node can have. A row that a command holds right now is left for the next second;
 * the heartbeat of a neglected gathering is left as it is, because it says since when.
 */
export async function lease(): Promise<Lease[]> {
	const until = performance.now() + validSeconds * 1000;
	const leases = await sql()<Lease[]>`
		update machines m set
			lease_node = ${node},
			lease_until = now() + ${`${validSeconds} s`}::interval,
			heartbeat_at = case when m.heartbeat_at < now() - ${`${limits.outageMs} ms`}::interval then m.heartbeat_at else now() end
		where m.gathering_id in (${leasable()})
		returning m.gathering_id as gathering, m.version,
			m.heartbeat_at < now() - ${`${limits.outageMs} ms`}::interval as neglected`;
	for (const { gathering } of leases) ours.set(gathering, until);
	return leases;
}

/** Whether this node has the lease, as far as it knows. */
export const holds = (gathering: string): boolean => (ours.get(gathering) ?? 0) > performance.now();

/** The gatherings whose lease this node has, as far as it knows. */
export const held = (): string[] => [...ours.keys()].filter(holds);

/** Whether this node may grant now, on this version: asked immediately before each grant. */
export async function mayGrant(gathering: string, version: number): Promise<boolean> {
	if (!holds(gathering)) return false;
	const rows = await sql()`
		select 1 from machines where gathering_id = ${gathering} and version = ${version}
			and lease_node = ${node} and lease_until > now()`;
	return rows.length === 1;
}

/** A gathering that is not live was not neglected, whoever looked away: its heartbeat begins again. */
export const touch = (gathering: string) => sql()`update machines set heartbeat_at = now() where gathering_id = ${gathering}`;

/** Nothing is left to look after. */
export async function releaseLease(gathering: string): Promise<void> {
	ours.delete(gathering);
	await sql()`
		update machines set lease_node = null, lease_until = null
		where gathering_id = ${gathering} and lease_node = ${node}`;
}

/** This node ends: another may take over at once. */
export async function releaseAll(): Promise<void> {
	ours.clear();
	await sql()`update machines set lease_node = null, lease_until = now() where lease_node = ${node}`;
}
