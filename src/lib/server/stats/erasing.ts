// Takes a person out of everything statistics are made of. What was released stays as it is: it names nobody, and a second
// release would tell who was taken out.

import { eq, or, sql } from 'drizzle-orm';
import { jobDb, statisticsOff } from './logins.ts';
import { oneAtATime } from './once.ts';
import { attendance, feedback, known, scopes } from './schema.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Erases an account from attendance, answers, the bit that says whether they were here before, and from who may read.
 * Does nothing where statistics were never set up; throws when they cannot be reached, so that it is tried again.
 */
export async function eraseFromStatistics(account: string): Promise<void> {
	const off = await statisticsOff();
	if (off === 'not-set-up') return;
	if (off === 'failed') throw new Error('the statistics cannot be reached');
	await jobDb().transaction(async (tx) => {
		await oneAtATime(tx);
		await tx.delete(attendance).where(eq(attendance.accountId, account));
		await tx.delete(feedback).where(eq(feedback.accountId, account));
		await tx.delete(known).where(or(eq(known.accountId, account), eq(known.hostId, account)));
		await tx.update(attendance).set({ hostId: nobody }).where(eq(attendance.hostId, account));
		await tx.update(scopes).set({ ownerId: nobody }).where(eq(scopes.ownerId, account));
		const left = sql`array_remove(${scopes.readers}, ${account}::uuid)`;
		await tx
			.update(scopes)
			.set({ readers: left })
			.where(sql`${account}::uuid = any(${scopes.readers})`);
	});
}
