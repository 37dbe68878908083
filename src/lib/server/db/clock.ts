// What time it is. Every node goes by the database's clock, so that two nodes never disagree about a deadline.

import type { Instant, Ms } from '../../gathering/types.ts';
import { sql } from './index.ts';

let offset: Ms = 0;

/** Server time in milliseconds since the epoch. */
export const now = (): Instant => Math.round(Date.now() + offset);

/** When it was asked and answered by this machine's clock, and what the database's clock said in between. */
interface Reading {
	asked: Instant;
	at: Instant;
	answered: Instant;
}

/**
 * How far the database's clock is ahead, in ms. What is held already stays unless the reading rules it out: an answer that took long says
 * little, and a clock that jumps back and forth with every reading would make what comes later look earlier.
 */
export function offsetAfter(held: Ms, { asked, at, answered }: Reading): Ms {
	const [least, most] = [at - answered, at - asked];
	return held >= least && held <= most ? held : (least + most) / 2;
}

/** Learns how far this machine's clock is from the database's. */
export async function setClock(): Promise<void> {
	const asked = Date.now();
	const [row] = await sql()<{ at: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`;
	if (row) offset = offsetAfter(offset, { asked, at: row.at, answered: Date.now() });
}
