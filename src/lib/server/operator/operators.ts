// Who runs this place: said by whoever may run commands on its machine, and by nobody on a page.

import { and, eq } from 'drizzle-orm';
import { accountByEmail } from '../accounts/accounts.ts';
import { retireLogins } from '../accounts/ending.ts';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { note } from '../audit/index.ts';

/**
 * Makes somebody an operator, or takes it away. Their logins end, as with every power that the instance gives; a second time
 * changes nothing.
 */
export async function makeOperator(email: string, operator: boolean, now = new Date()): Promise<{ ok: true } | { refused: 'no-account' }> {
	const account = await accountByEmail(email);
	if (!account) return { refused: 'no-account' };
	const changed = await db().transaction(async (tx) => {
		const rows = await tx
			.update(accounts)
			.set({ operator })
			.where(and(eq(accounts.id, account.id), eq(accounts.operator, !operator)))
			.returning({ id: accounts.id });
		if (rows.length > 0) await note(operator ? 'operator-made' : 'operator-no-more', { actor: null, subject: account.id }, tx);
		return rows.length > 0;
	});
	if (changed) await retireLogins(account.id, now);
	return { ok: true };
}
