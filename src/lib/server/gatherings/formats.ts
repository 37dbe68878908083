// The format of each gathering as it was when scheduled. It never changes under a gathering, so it is read once.

import { eq } from 'drizzle-orm';
import type { Format } from '../../gathering/types.ts';
import { db, type Tx } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';

/** Enough for every gathering near its time; an old one is read again. */
const kept = 2000;
const known = new Map<string, Format>();

export function rememberFormat(gathering: string, format: Format): Format {
	if (known.size >= kept) known.delete(known.keys().next().value ?? '');
	known.set(gathering, format);
	return format;
}

/** The gathering's format, or null when there is no such gathering. */
export async function formatOf(gathering: string, tx?: Tx): Promise<Format | null> {
	const had = known.get(gathering);
	if (had) return had;
	const [row] = await (tx ?? db()).select({ format: gatherings.format }).from(gatherings).where(eq(gatherings.id, gathering));
	return row ? rememberFormat(gathering, row.format) : null;
}
