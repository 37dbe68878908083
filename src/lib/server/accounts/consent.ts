// Consent: which wording holds, who agreed to it and when. Other words are another version, and are asked for anew.

import { and, desc, eq } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { consents, consentWordings } from '../db/schema-rights.ts';
import { setting } from '../settings/settings.ts';
import { hashOf } from '../ground/secrets.ts';

const versionChars = 16;

export interface Wording {
	/** The beginning of the words' hash. */
	version: string;
	words: string;
}

/** Whose consent it is: an account's, or a guest's by the hash of their secret. */
export type Whose = { accountId: string } | { guestHash: string };

/** The wording that holds now, as the operator set it or as it is shipped. */
export function wording(): Wording {
	const words = setting('consentWording');
	return { version: hashOf(words).slice(0, versionChars), words };
}

/** Whether an account agreed to the wording that holds now. */
export async function hasConsented(accountId: string): Promise<boolean> {
	const [found] = await db()
		.select({ id: consents.id })
		.from(consents)
		.where(and(eq(consents.accountId, accountId), eq(consents.version, wording().version)));
	return found !== undefined;
}

/**
 * Writes down that somebody agreed to the wording that holds now, with the words themselves; a second time changes nothing.
 * @param version which one they read. Another than holds by now counts for nothing: false, and they are asked again
 */
export async function giveConsent(whose: Whose, version: string, now = new Date(), tx: Tx = db()): Promise<boolean> {
	const held = wording();
	if (held.version !== version) return false;
	await tx
		.insert(consentWordings)
		.values({ ...held, since: now })
		.onConflictDoNothing();
	await tx
		.insert(consents)
		.values({ ...whose, version, at: now })
		.onConflictDoNothing();
	return true;
}

/** Everything an account agreed to, the newest first. */
export async function consentsOf(accountId: string): Promise<{ words: string; at: Date; holds: boolean }[]> {
	const rows = await db()
		.select({ version: consents.version, words: consentWordings.words, at: consents.at })
		.from(consents)
		.innerJoin(consentWordings, eq(consentWordings.version, consents.version))
		.where(eq(consents.accountId, accountId))
		.orderBy(desc(consents.at));
	return rows.map(({ version, words, at }) => ({ words, at, holds: version === wording().version }));
}
