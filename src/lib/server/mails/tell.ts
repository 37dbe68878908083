// Telling somebody something, outside this instance: written down in the transaction of its cause, and sent after it.
// What the mail says, and whether it is still true and wished for, is found out when it is sent.

import type { Tx } from '../db/index.ts';
import { mails } from '../db/schema-mails.ts';
import { enqueueMails } from '../outbox/deliveries.ts';
import type { ChosenKind, MailData } from '../ground/mail-kinds.ts';

export interface Note {
	kind: ChosenKind;
	gathering?: string;
	/** Not needed beside a gathering. */
	circle?: string;
	/** What tells this time from another, where the same may be told again of the same gathering: its new start, a round of asking. */
	occasion?: string;
	data?: MailData;
}

/** Tells one account: once for each kind, gathering and occasion, however often it is called. Rolled back with `tx`. */
export const tell = (tx: Tx, { account, ...note }: Note & { account: string }): Promise<void> => tellAll(tx, [account], note);

/** Tells the same to many, each in a mail of their own. */
export async function tellAll(tx: Tx, accounts: string[], { kind, gathering, circle, occasion = '', data = {} }: Note): Promise<void> {
	if (accounts.length === 0) return;
	const about = { kind, gatheringId: gathering, circleId: circle, occasion, data };
	const fresh = await tx
		.insert(mails)
		.values(accounts.map((accountId) => ({ accountId, ...about })))
		.onConflictDoNothing()
		.returning({ id: mails.id });
	await enqueueMails(
		tx,
		fresh.map(({ id }) => id)
	);
}
