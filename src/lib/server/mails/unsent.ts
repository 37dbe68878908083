// Mails that were written down and whose jobs are gone: the database was restored, and jobs are not part of a backup.

import { and, isNull } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { mails } from '../db/schema-mails.ts';
import { enqueue } from '../jobs/enqueue.ts';

/** Writes a job for every mail nobody took yet. What is not true any more by then is dropped as ever. Returns how many. */
export async function enqueueUnsent(): Promise<number> {
	return db().transaction(async (tx) => {
		const unsent = await tx
			.select({ id: mails.id })
			.from(mails)
			.where(and(isNull(mails.handedOverAt), isNull(mails.droppedAt)));
		await enqueue(tx, 'mails', unsent.map(({ id }) => id));
		return unsent.length;
	});
}
