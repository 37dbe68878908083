// A host writes to everybody who subscribed to a circle, and sees no address: each gets a mail of their own.

import { and, count, eq, gt, lt } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { db, type Tx } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { hostWords } from '../db/schema-seats.ts';
import { tellAll } from '../mails/tell.ts';
import { joiningLimits } from '../../admission/choices.ts';
import { subscribers } from './subscriptions.ts';

export type WordRefusal = 'words-enough' | 'nobody-subscribed';

/** Whom a host's word goes to: everybody who subscribed but themself. */
const listeners = async (tx: Tx, circleId: string, hostId: string): Promise<string[]> =>
	(await subscribers(tx, circleId)).filter((id) => id !== hostId);

/** How many a host's word would reach. */
export const reach = async (circleId: string, hostId: string): Promise<number> => (await listeners(db(), circleId, hostId)).length;

/**
 * Sends a word to a circle's subscribers. Its length must have been checked; what it says is kept nowhere but in the mails.
 * @returns how many it goes to
 */
export async function sendWord(
	circleId: string,
	word: string,
	hostId: string,
	now = new Date()
): Promise<{ reached: number } | { refused: WordRefusal }> {
	return db().transaction(async (tx): Promise<{ reached: number } | { refused: WordRefusal }> => {
		// Two presses at once are counted one after the other.
		await tx.select({ id: circles.id }).from(circles).where(eq(circles.id, circleId)).for('no key update');
		const lately = and(eq(hostWords.circleId, circleId), gt(hostWords.at, new Date(now.getTime() - joiningLimits.wordsInMs)));
		const [sent] = await tx.select({ n: count() }).from(hostWords).where(lately);
		if (sent!.n >= joiningLimits.words) return { refused: 'words-enough' };
		const reached = await listeners(tx, circleId, hostId);
		if (reached.length === 0) return { refused: 'nobody-subscribed' };
		const [written] = await tx.insert(hostWords).values({ circleId, reached: reached.length, at: now }).returning({ id: hostWords.id });
		await tellAll(tx, reached, { kind: 'hostWord', circle: circleId, occasion: written!.id, data: { word } });
		await note('host-wrote', { actor: hostId, subject: hostId }, tx);
		return { reached: reached.length };
	});
}

/** Forgets that hosts wrote, when it counts no more. */
export async function forgetWords(now: Date): Promise<void> {
	await db()
		.delete(hostWords)
		.where(lt(hostWords.at, new Date(now.getTime() - joiningLimits.wordsKeptMs)));
}
