// What an operator may say and set: read from memory, so that it is there even while the database is not. The environment
// wins over what was set on the page; each node reads anew every few seconds what another may have changed.

import { eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { settings } from '../db/schema-house.ts';
import { every } from '../every.ts';
import { note } from '../people/audit.ts';
import { shipped, type SettingName } from './shipped.ts';

/** What was set on one node holds on the others after this long. */
const readEveryMs = 5000;

let kept = new Map<string, string>();

/** What holds for one name now: the environment's word, else what an operator set, else what is shipped. */
export const setting = (name: SettingName): string => fromEnvironment(name) ?? kept.get(name) ?? shipped[name].text;

/** What the environment says, which no page changes; null where it is silent. */
export const fromEnvironment = (name: SettingName): string | null => process.env[shipped[name].env]?.trim() || null;

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
 * Sets one of them; an empty text goes back to what is shipped. Holds on this node at once. The text must have been checked.
 * @param by the operator's account
 */
export async function saveSetting(name: SettingName, text: string, by: string, now = new Date()): Promise<void> {
	const row = { value: text, changedAt: now, changedBy: by };
	await db().transaction(async (tx) => {
		if (text === '') await tx.delete(settings).where(eq(settings.name, name));
		else await tx.insert(settings).values({ name, ...row }).onConflictDoUpdate({ target: settings.name, set: row });
		await note('setting-changed', { actor: by, subject: null, data: { name } }, tx);
	});
	await readSettings();
}

/** Reads them all from the database. */
export async function readSettings(): Promise<void> {
	const rows = await db().select({ name: settings.name, value: settings.value }).from(settings);
	kept = new Map(rows.map(({ name, value }) => [name, value]));
}

/** Reads them now, and every few seconds from then on. Returns how to end it. */
export async function keepSettings(): Promise<() => void> {
	await readSettings();
	return every(readEveryMs, 'settings', readSettings);
}
