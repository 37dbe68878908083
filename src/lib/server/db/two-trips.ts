// A transaction in two round trips to the database, where one statement after the other takes four: a command of somebody in a
// circle waits for each. Its beginning goes out with what it reads, its end with what it stores. Decides nothing.

import { sql, type Client } from './index.ts';

/** What follows from what was read. */
export interface Followed<Result> {
	result: Result;
	/**
	 * Sends all that is stored, at once and waiting for nothing: the end goes out right behind it. A statement whose outcome must not
	 * be committed has to fail by itself. Absent where nothing is stored.
	 */
	store?: (q: Client) => Promise<unknown>;
}

/**
 * Runs one transaction on a connection of its own.
 * @param read sends what is read, all at once
 * @param follow what follows from it, decided without waiting for anything
 * @returns its result, once that is committed. Throws what the database, or `follow`, threw: then nothing is stored; where the line
 * broke while the end was under way, nobody knows
 */
export async function inTwoTrips<Found, Result>(
	read: (q: Client) => Promise<Found>,
	follow: (found: Found) => Followed<Result>
): Promise<Result> {
	const q = await sql().reserve();
	try {
		// Sent now: a statement is otherwise sent when somebody waits for it, and those of `read` would go out first.
		const begun = q`begin`.execute();
		const [found] = await Promise.all([read(q), begun]);
		const { result, store } = follow(found);
		await Promise.all(store ? [store(q), q`commit`] : [q`rollback`]);
		return result;
	} catch (error) {
		// Also behind an end that came to nothing: then there is nothing to take back, which is no error.
		await q`rollback`.catch(() => {});
		throw error;
	} finally {
		q.release();
	}
}
