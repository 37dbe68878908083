// Tries that are counted for all nodes together, in the database: who tried stands there as a keyed hash and nothing else. Where the
// database gives no answer at once they are counted in this process; nobody waits for a limit.

import { createHmac, randomBytes } from 'node:crypto';
import { lt } from 'drizzle-orm';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { besidePool, db } from '../db/index.ts';
import { tries } from '../db/schema-signing-in.ts';
import { env } from '../env/index.ts';
import { logFailure } from '../ground/log.ts';

/** An answer later than this is not waited for, and for so long afterwards none is asked for. */
const answerMs = 1500;
const quietMs = 5000;

interface Limits {
	points: number;
	duration: number;
}
interface Statement {
	text: string;
	values: unknown[];
}

/** By this machine's steady clock. */
let quietUntil = 0;

/** The table as the library speaks to it. Rejects when no answer comes in time: then its insurance counts. */
const client = {
	async query({ text, values }: Statement) {
		if (performance.now() < quietUntil) throw new Error('the database gave no answer a moment ago');
		try {
			const rows = await within(answerMs, () => besidePool(answerMs).unsafe(text, values as never[]));
			return { rows, rowCount: rows.count };
		} catch (error) {
			quietUntil = performance.now() + quietMs;
			logFailure('tries', error);
			throw error;
		}
	}
};
async function within<T>(ms: number, ask: () => PromiseLike<T>): Promise<T> {
	const { promise, reject } = Promise.withResolvers<never>();
	const late = setTimeout(() => reject(new Error('no answer in time')), ms);
	try {
		return await Promise.race([ask(), promise]);
	} finally {
		clearTimeout(late);
	}
}

/** A counter that every node shares. */
export const sharedCounter = (limits: Limits): RateLimiterPostgres =>
	new RateLimiterPostgres({
		...limits,
		storeClient: client,
		storeType: 'client',
		tableName: 'tries',
		tableCreated: true,
		clearExpiredByTimeout: false,
		keyPrefix: '',
		insuranceLimiter: new RateLimiterMemory({ ...limits, keyPrefix: '' })
	});

/** Where this place has no key at all: each process counts for itself. */
const ownKey = randomBytes(32);

/** What stands in the table for who tried what. Every node of a place makes the same of it, and nobody without its key. */
export const hidden = (kind: string, who: string): string =>
	createHmac('sha256', env.CARD_KEY ?? env.LIVEKIT_API_SECRET ?? ownKey)
		.update(`tries ${kind} ${who}`)
		.digest('base64url');

/** Forgets the tries whose time is over. */
export async function forgetTries(now = new Date()): Promise<void> {
	await db().delete(tries).where(lt(tries.expire, now.getTime()));
}
