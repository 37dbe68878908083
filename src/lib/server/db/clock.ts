// What time it is. Every node goes by the database's clock, so that two nodes never disagree about a deadline.

import type { Instant, Ms } from '../../gathering/types.ts';
import { sql } from './index.ts';

let offset: Ms = 0;

/** Server time in milliseconds since the epoch. */
export const now = (): Instant => Math.round(Date.now() + offset);

/** Learns how far this machine's clock is from the database's. */
export async function setClock(): Promise<void> {
	const asked = Date.now();
	const [row] = await sql()<{ at: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`;
	const answered = Date.now();
	if (row) offset = row.at - (asked + answered) / 2;
}
