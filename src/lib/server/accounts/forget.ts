// Forgets how somebody came in: links that were mailed, logins that ended, browsers that are not used any more, old credentials.

import { and, gt, isNotNull, lt, notInArray, sql } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { credentials, logins } from '../db/schema-accounts.ts';
import { presence } from '../db/schema-live.ts';
import { knownBrowsers, mailLinks } from '../db/schema-signing-in.ts';
import { keptMs } from '../ground/kept-ms.ts';

/** Forgets what is due now. A login under which somebody sits in a circle stays until they leave. */
export async function forgetEntering(now: Date): Promise<void> {
	const ago = (ms: number) => new Date(now.getTime() - ms);
	await db()
		.delete(mailLinks)
		.where(lt(mailLinks.expiresAt, ago(keptMs.mailLinks)));
	const sits = db()
		.select({ id: presence.loginId })
		.from(presence)
		.where(and(isNotNull(presence.loginId), gt(presence.expiresAt, now)));
	await db()
		.delete(logins)
		.where(and(lt(logins.expiresAt, now), notInArray(logins.id, sits)));
	await db()
		.delete(knownBrowsers)
		.where(lt(knownBrowsers.seenAt, ago(keptMs.knownBrowsers)));
	await db()
		.delete(credentials)
		.where(lt(sql`coalesce(${credentials.revokedAt}, ${credentials.expiresAt})`, ago(keptMs.credentials).toISOString()));
}
