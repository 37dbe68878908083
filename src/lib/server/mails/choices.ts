// How each person wishes to hear of each kind. Without a choice it is by mail.

import { and, eq } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema.ts';
import { mailChoices } from '../db/schema-mails.ts';
import { chosenKinds, waysOf, type ChosenKind, type Way } from './kinds.ts';

export type Choices = Record<ChosenKind, Way>;

/** What somebody chose, for every kind. */
export async function choicesOf(accountId: string): Promise<Choices> {
	const rows = await db().select({ kind: mailChoices.kind, way: mailChoices.way }).from(mailChoices).where(eq(mailChoices.accountId, accountId));
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

/** Keeps choices. Refused as a whole when one of them is no way to hear of that kind. */
export async function choose(accountId: string, choices: Partial<Choices>, now = new Date()): Promise<{ ok: true } | { refused: 'not-off' }> {
	const wanted = Object.entries(choices) as [ChosenKind, Way][];
	if (wanted.some(([kind, way]) => !waysOf(kind).includes(way))) return { refused: 'not-off' };
	await db().transaction((tx) => keep(tx, accountId, wanted, now));
	return { ok: true };
}

async function keep(tx: Tx, accountId: string, wanted: [ChosenKind, Way][], changedAt: Date): Promise<void> {
	for (const [kind, way] of wanted) {
		await tx
			.insert(mailChoices)
			.values({ accountId, kind, way, changedAt })
			.onConflictDoUpdate({ target: [mailChoices.accountId, mailChoices.kind], set: { way, changedAt } });
	}
}
