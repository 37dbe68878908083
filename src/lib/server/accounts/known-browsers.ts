// Browsers that somebody signed in with before, by a secret in a cookie that nobody can make up. Such a browser has an allowance of
// tries of its own, so that whoever knows an address cannot keep its owner out. It opens nothing, and signs nobody in.

import { and, eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { pushDevices } from '../db/schema-push.ts';
import { knownBrowsers } from '../db/schema-signing-in.ts';
import { keptMs } from '../ground/kept-ms.ts';
import { hashOf, newSecret } from '../ground/secrets.ts';
import { readCookie, writeCookie, type Jar } from '../ground/cookies.ts';

const name = 'browser';
const seconds = keptMs.knownBrowsers / 1000;
const shape = /^[\w-]{22}$/;

const secretIn = (jar: Jar): string | null => {
	const found = readCookie(jar, name);
	return found && shape.test(found) ? found : null;
};

/**
 * What a known browser's tries are counted by, where it signed in to the account of this address before; null for any other. An
 * address without an account is asked for alike.
 */
export async function knownFor(jar: Jar, email: string): Promise<string | null> {
	const secret = secretIn(jar);
	if (!secret) return null;
	const hash = hashOf(secret);
	const rows = await db()
		.select({ email: accounts.email })
		.from(knownBrowsers)
		.innerJoin(accounts, eq(accounts.id, knownBrowsers.accountId))
		.where(eq(knownBrowsers.secretHash, hash));
	return rows.some((row) => row.email === email) ? `${hash} ${email}` : null;
}

/**
 * Somebody signed in with this browser. What it may be woken for is theirs from now on: devices that it was allowed by an earlier
 * login of theirs go on under this one, and those of anybody else are forgotten.
 */
export async function rememberBrowser(jar: Jar, accountId: string, loginId: string, now = new Date()): Promise<void> {
	const secret = secretIn(jar) ?? newSecret();
	const secretHash = hashOf(secret);
	await db().transaction(async (tx) => {
		const before = await tx.select().from(knownBrowsers).where(eq(knownBrowsers.secretHash, secretHash));
		for (const had of before) {
			if (had.accountId !== accountId) await tx.delete(pushDevices).where(eq(pushDevices.loginId, had.loginId));
			else
				await tx
					.update(pushDevices)
					.set({ loginId })
					.where(and(eq(pushDevices.loginId, had.loginId), eq(pushDevices.accountId, accountId)));
		}
		const row = { loginId, seenAt: now };
		await tx
			.insert(knownBrowsers)
			.values({ secretHash, accountId, ...row })
			.onConflictDoUpdate({ target: [knownBrowsers.secretHash, knownBrowsers.accountId], set: row });
	});
	writeCookie(jar, name, secret, seconds);
}
