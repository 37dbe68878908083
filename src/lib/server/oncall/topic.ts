// Where the operator's own carrier finds somebody: one word of their own, given on the page "On call".

import { eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';

const word = /^\S{1,200}$/;

/** What somebody gave, or null. */
export async function topicOf(accountId: string): Promise<string | null> {
	const [found] = await db().select({ topic: accounts.alertTopic }).from(accounts).where(eq(accounts.id, accountId));
	return found?.topic ?? null;
}

/** Keeps it; empty takes it back. False for something with spaces, or too long. */
export async function setTopic(accountId: string, typed: string): Promise<boolean> {
	if (typed !== '' && !word.test(typed)) return false;
	await db()
		.update(accounts)
		.set({ alertTopic: typed || null })
		.where(eq(accounts.id, accountId));
	return true;
}
