// The safety contact: who is told what passes a circle by. Never somebody who holds or hosts that circle.

import { and, eq, inArray, ne } from 'drizzle-orm';
import { asEmail } from '../accounts/email.ts';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circleFacilitators } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { circleHosts } from '../db/schema-series.ts';
import { setting } from '../settings/settings.ts';

/** The address the operator named, or null. */
export const safetyAddress = (): string | null => asEmail(setting('safetyContact'));

export interface Contact {
	/** Null for an address that has no account yet. */
	accountId: string | null;
	email: string;
}

/** Everybody whom something about those who hold a gathering may concern: they are never told. */
export async function concerned(gatheringId: string, tx: Tx = db()): Promise<Set<string>> {
	const [hosts, holding, seated] = await Promise.all([
		tx
			.select({ id: circleHosts.accountId })
			.from(circleHosts)
			.innerJoin(gatherings, eq(gatherings.circleId, circleHosts.circleId))
			.where(eq(gatherings.id, gatheringId)),
		tx
			.select({ id: circleFacilitators.accountId })
			.from(circleFacilitators)
			.innerJoin(gatherings, eq(gatherings.circleId, circleFacilitators.circleId))
			.where(eq(gatherings.id, gatheringId)),
		tx
			.select({ id: seats.accountId })
			.from(seats)
			.where(and(eq(seats.gatheringId, gatheringId), ne(seats.role, 'participant')))
	]);
	return new Set([...hosts, ...holding, ...seated].flatMap(({ id }) => (id === null ? [] : [id])));
}

/**
 * Who is told what passes by those who hold a gathering: the named contact, or the operators when none is named or the
 * contact is one of those it may be about. Empty when everybody is.
 * @param gatheringId null when it is not known any more
 * @param neither accounts that are not told either: nobody is told their own word, or what is said of them
 */
export async function safetyContacts(gatheringId: string | null, neither: (string | null)[], tx: Tx = db()): Promise<Contact[]> {
	const not = gatheringId ? await concerned(gatheringId, tx) : new Set<string>();
	for (const one of neither) if (one) not.add(one);
	const named = safetyAddress();
	const [account] = named ? await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, named)) : [];
	if (named && !(account && not.has(account.id))) return [{ accountId: account?.id ?? null, email: named }];
	const operators = await tx
		.select({ accountId: accounts.id, email: accounts.email })
		.from(accounts)
		.where(and(eq(accounts.operator, true), eq(accounts.locked, false)));
	return operators.filter(({ accountId }) => !not.has(accountId));
}

/** Whether an account may read what passed a gathering by. Looked at each time: it may hold the circle by now. */
export async function isSafetyContact(account: { id: string; email: string }, gatheringId: string, asks: string | null): Promise<boolean> {
	const contacts = await safetyContacts(gatheringId, [asks]);
	return contacts.some(({ email }) => email === account.email);
}

/** Those of a gathering whose credential the safety contact may suspend: names and accounts. */
export async function answerable(gatheringId: string): Promise<{ accountId: string; name: string }[]> {
	const ids = [...(await concerned(gatheringId))];
	if (ids.length === 0) return [];
	return db()
		.select({ accountId: accounts.id, name: accounts.name })
		.from(accounts)
		.where(inArray(accounts.id, ids))
		.orderBy(accounts.name);
}
