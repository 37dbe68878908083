// The record of who did what to whom on this instance. Rows are only ever added, until their time is over; each is readable by whom it is about.
// Seats are not in it: who came where is forgotten after a week, and must not live on here.

import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { audit } from '../db/schema-audit.ts';
import { keptMs } from '../ground/kept-ms.ts';

export type AuditKind =
	| 'account-made'
	| 'login'
	| 'login-failed'
	| 'logins-ended'
	| 'password-set'
	| 'role-given'
	| 'role-taken'
	| 'credential-granted'
	| 'credential-revoked'
	| 'operator-made'
	| 'operator-no-more'
	| 'invitation-made'
	| 'invitation-withdrawn'
	| 'gathering-cancelled'
	| 'gathering-moved'
	| 'seat-given-back'
	| 'join-answered'
	| 'orientation-granted'
	| 'host-wrote'
	| 'on-call-came'
	| 'safety-looked-after'
	| 'case-closed'
	| 'card-opened'
	| 'incident-written'
	| 'place-added'
	| 'place-removed'
	| 'statistics-released'
	| 'data-exported'
	| 'erasure-asked'
	| 'erasure-taken-back'
	| 'account-erased'
	| 'reported'
	| 'report-looked-at'
	| 'report-closed'
	| 'banned'
	| 'ban-lifted'
	| 'setting-changed'
	| 'account-locked'
	| 'account-unlocked';

export interface AuditRow {
	at: Date;
	kind: AuditKind;
	/** True when the person did it themself. */
	own: boolean;
}

interface Facts {
	/** Who did it; null for a command on the machine itself. */
	actor: string | null;
	/** Whom it is about. */
	subject: string | null;
	gathering?: string;
	/** Codes and dates only. */
	data?: Record<string, string | number>;
}

/** Adds one row, inside `tx` when it belongs to a change. */
export async function note(kind: AuditKind, { actor, subject, gathering, data }: Facts, tx: Tx = db()): Promise<void> {
	await tx.insert(audit).values({ at: new Date(), kind, actorId: actor, subjectId: subject, gatheringId: gathering, data });
}

/** The newest rows about an account, or done by it; at most `most`. */
export async function auditOf(accountId: string, most = 50): Promise<AuditRow[]> {
	const rows = await db()
		.select({ at: audit.at, kind: audit.kind, actor: audit.actorId })
		.from(audit)
		.where(or(eq(audit.subjectId, accountId), eq(audit.actorId, accountId)))
		.orderBy(desc(audit.at))
		.limit(most);
	return rows.map(({ at, kind, actor }) => ({ at, kind: kind as AuditKind, own: actor === accountId }));
}

/** Forgets the rows whose time is over. The database asks its own clock, too. */
export const forgetAudit = (now: Date): Promise<void> =>
	db().transaction(async (tx) => {
		await tx.execute(sql`select set_config('evenround.audit', 'forget', true)`);
		await tx.delete(audit).where(and(lt(audit.at, new Date(now.getTime() - keptMs.audit)), sql`${audit.at} < now() - interval '365 days'`));
	});
