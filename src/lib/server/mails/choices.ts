// How each person wishes to hear of each kind. Without a choice it is by mail.

import { and, eq } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { mailChoices } from '../db/schema-mails.ts';
import { chosenKinds, waysOf, type ChosenKind, type Way } from '../ground/mail-kinds.ts';

export type Choices = Record<ChosenKind, Way>;

/** What somebody chose, for every kind. */
export async function choicesOf(accountId: string, tx: Tx = db()): Promise<Choices> {
	const rows = await tx
		.select({ kind: mailChoices.kind, way: mailChoices.way })
		.from(mailChoices)
		.where(eq(mailChoices.accountId, accountId));
	const chosen = new Map(rows.map(({ kind, way }) => [kind, way]));
	return Object.fromEntries(chosenKinds.map((kind) => [kind, chosen.get(kind) ?? 'mail'])) as Choices;
}

/** What somebody chose for one kind. */
export async function choiceOf(accountId: string, kind: ChosenKind): Promise<Way> {
	const [row] = await db()
		.select({ way: mailChoices.way })
		.from(mailChoices)
		.where(and(eq(mailChoices.accountId, accountId), eq(mailChoices.kind, kind)));
	return row?.way ?? 'mail';
}

/** Chooses for one kind, by a link: of an account that is gone by now, nothing is kept. */
export async function chooseOne(accountId: string, kind: ChosenKind, way: Way, now = new Date()): Promise<void> {
	await db().transaction(async (tx) => {
		const [there] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for('key share');
		if (there) await keep(tx, accountId, [[kind, way]], now);
	});
}

/**
 * Keeps choices. Refused as a whole when one of them is no way to hear of that kind.
 * @param since what was chosen in another tab since the page was drawn, asked when no other can write any more; null: nothing.
 *   With anything, nothing is kept
 */
export async function choose<M>(
	accountId: string,
	choices: Partial<Choices>,
	since: (now: Choices) => M | null = () => null,
	now = new Date()
): Promise<{ ok: true } | { refused: 'not-off' } | { meanwhile: M }> {
	const wanted = Object.entries(choices) as [ChosenKind, Way][];
	if (wanted.some(([kind, way]) => !waysOf(kind).includes(way))) return { refused: 'not-off' };
	return db().transaction(async (tx) => {
		await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for('no key update');
		const found = since(await choicesOf(accountId, tx));
		if (found !== null) return { meanwhile: found };
		await keep(tx, accountId, wanted, now);
		return { ok: true as const };
	});
}

async function keep(tx: Tx, accountId: string, wanted: [ChosenKind, Way][], changedAt: Date): Promise<void> {
	for (const [kind, way] of wanted) {
		await tx
			.insert(mailChoices)
			.values({ accountId, kind, way, changedAt })
			.onConflictDoUpdate({ target: [mailChoices.accountId, mailChoices.kind], set: { way, changedAt } });
	}
}
