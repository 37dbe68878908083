// Jobs are written in the transaction of their cause: committed with it, or rolled back with it.

import { sql } from 'drizzle-orm';
import type { Tx } from '../db/index.ts';
import type { QueueName } from './queues.ts';

/** Writes one job for each id; a job that is there already stays as it is. No other connection is used. */
export async function enqueue(tx: Tx, queue: QueueName, ids: string[]): Promise<void> {
	if (ids.length === 0) return;
	// Loaded by the first who needs it: a node is ready before.
	const { fromDrizzle, PgBoss } = await import('pg-boss');
	// A boss of this transaction alone: it is never started, and knows no pool it could wait for.
	await new PgBoss({ db: fromDrizzle(tx, sql) }).insert(
		queue,
		ids.map((id) => ({ id }))
	);
}
