// Mails that wait, delivered by the product's own hands and without a queue: for tests that are about what they say.
import { sql } from '../../src/lib/server/db/index.ts';
import { deliver } from '../../src/lib/server/mails/deliver.ts';

/** Delivers everything that was told and not yet handed over. */
export async function deliverAll(now = new Date()): Promise<void> {
	const waiting = await sql()<
		{ id: string }[]
	>`select id from mails where handed_over_at is null and dropped_at is null order by written_at`;
	for (const { id } of waiting) await deliver(id, now);
}
