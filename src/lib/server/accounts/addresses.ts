// Addresses that were stored before one mailbox was one address: brought to the form that every door compares by.

import { and, eq, sql } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { log } from '../ground/log.ts';
import { asEmail } from './email.ts';

/** What is in that form already, as nearly every address is, is not even read. */
const plain = sql`${accounts.email} ~ '^[a-z0-9!#$%&''*+/=?^_\`{|}~.-]+@[a-z0-9.-]*[a-z0-9]$'`;

/**
 * Run at each start; done again it finds nothing to do. An address that is nobody's mailbox, or another account's already, is left
 * as it was: nobody can sign in with it any more, and an operator can lock its account. Returns how many were left.
 */
export async function oneFormOfAddress(): Promise<{ left: number }> {
	const odd = await db()
		.select({ id: accounts.id, email: accounts.email })
		.from(accounts)
		.where(sql`not (${plain})`);
	let left = 0;
	for (const { id, email } of odd) {
		const one = asEmail(email);
		if (one === email) continue;
		const taken = one === null || (await db().$count(accounts, eq(accounts.email, one))) > 0;
		if (taken) left++;
		else
			await db()
				.update(accounts)
				.set({ email: one })
				.where(and(eq(accounts.id, id), eq(accounts.email, email)));
	}
	if (left > 0) log.warn({ left }, 'addresses that are no mailbox, or another account’s, were left as they are');
	return { left };
}
