// What an operator may say and set: read from memory, so that it is there even while the database is not. The environment
// wins over what was set on the page; each node reads anew every few seconds what another may have changed.

import { eq, sql } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { settings } from '../db/schema-house.ts';
import { surroundings } from '../env/index.ts';
import { every } from '../ground/every.ts';
import { note } from '../audit/index.ts';
import { shipped, type SettingName } from './shipped.ts';

/** What was set on one node holds on the others after this long. */
const readEveryMs = 5000;

let kept = new Map<string, string>();

/** What holds for one name now: the environment's word, else what an operator set, else what is shipped. */
export const setting = (name: SettingName): string => fromEnvironment(name) ?? kept.get(name) ?? shipped[name].text;

/** What the environment says, which no page changes; null where it is silent. */
export const fromEnvironment = (name: SettingName): string | null => surroundings()[shipped[name].env]?.trim() || null;

/** What an operator set, whether or not it holds; null where nobody did. */
export const setByOperator = (name: SettingName): string | null => kept.get(name) ?? null;

export interface MemberCircles {
	/** The most seats of a circle that a member starts without a trained host; 0: none may be started. */
	seats: number;
	/** The longest of their gatherings. */
	minutes: number;
	/** Somebody must be on call for the whole of each. */
	cover: boolean;
}

/** The limits of circles that members start. */
export const memberCircles = (): MemberCircles => ({
	seats: Number(setting('memberSeats')),
	minutes: Number(setting('memberMinutes')),
	cover: setting('memberCover') === 'yes'
});

/**
 * Sets what was written, whole; an empty text goes back to what is shipped, and what is as it was or decided by the environment
 * is left alone. Holds on this node at once. The texts must have been checked.
 * @param by the operator's account
 * @param stale whether another operator's words would be overwritten unseen, asked when nobody else can write any more
 * @returns what `stale` said; nothing was set then
 */
export async function saveSettings<T>(
	texts: Partial<Record<SettingName, string>>,
	by: string,
	stale: () => T | null,
	now = new Date()
): Promise<T | null> {
	const found = await db().transaction(async (tx) => {
		await tx.execute(sql`lock table ${settings} in share row exclusive mode`);
		await readSettings(tx);
		const other = stale();
		if (other !== null) return other;
		for (const [name, text] of Object.entries(texts) as [SettingName, string][]) {
			if (fromEnvironment(name) !== null || text === (setByOperator(name) ?? '')) continue;
			const row = { value: text, changedAt: now, changedBy: by };
			if (text === '') await tx.delete(settings).where(eq(settings.name, name));
			else
				await tx
					.insert(settings)
					.values({ name, ...row })
					.onConflictDoUpdate({ target: settings.name, set: row });
			await note('setting-changed', { actor: by, subject: null, data: { name } }, tx);
		}
		return null;
	});
	await readSettings();
	return found;
}

/** Reads them all from the database. */
export async function readSettings(tx: Tx = db()): Promise<void> {
	const rows = await tx.select({ name: settings.name, value: settings.value }).from(settings);
	kept = new Map(rows.map(({ name, value }) => [name, value]));
}

/** Reads them now, and every few seconds from then on. Returns how to end it. */
export async function keepSettings(): Promise<() => void> {
	await readSettings();
	return every(readEveryMs, 'settings', () => readSettings());
}
