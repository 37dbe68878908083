// The job's turn: several nodes may come to work at once, and do it one after the other.

import { sql } from 'drizzle-orm';
import type { JobTx } from './logins.ts';

const LOCK = 7_201_121;

/** Waits until no other node works; holds until the transaction ends. */
export async function oneAtATime(tx: JobTx): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
}
