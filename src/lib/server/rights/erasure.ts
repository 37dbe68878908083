// Erasure: asked for, taken back until its hour, then done by a job on whichever node comes first. In two steps: what they had
// planned is cancelled and those seated there are told; when those mails are out, the account and all that hangs on it goes.

import { and, asc, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { clientOf, db, sql } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { erasures } from '../db/schema-rights.ts';
import { note } from '../audit/index.ts';
import { cancelGathering } from '../planning/moving.ts';
import { giveBack } from '../seats/seating.ts';
import { eraseFromStatistics } from '../stats/erasing.ts';
import { kept } from './kept/index.ts';
import { takeFromOutbox } from '../retention/outbox.ts';

const minuteMs = 60_000;

export const erasureMs = {
	/** From the asking: until then it can be taken back. */
	takeBack: 12 * 60 * minuteMs,
	/** From the cancelling of what they had planned: mails about it need the gathering to be there. */
	mails: 30 * minuteMs,
	/** Who signed in this short a time ago need not prove themself again. */
	proven: 15 * minuteMs,
	/** A gathering that began longer ago is over, whatever else is known of it. */
	running: 6 * 60 * minuteMs
} as const;

export interface ErasureAsked {
	dueAt: Date;
	/** It is past the hour: it is being done. */
	begun: boolean;
}

/** Whether somebody came in so short a time ago that they need not prove themself again. */
export const proven = (loginAt: Date | null, now = new Date()): boolean =>
	loginAt !== null && now.getTime() - loginAt.getTime() < erasureMs.proven;

/** Asks for it; asking twice is asking once. The caller has made sure that it is them. */
export async function askErasure(accountId: string, now = new Date()): Promise<{ dueAt: Date }> {
	const dueAt = new Date(now.getTime() + erasureMs.takeBack);
	const [made] = await db().insert(erasures).values({ accountId, askedAt: now, dueAt }).onConflictDoNothing().returning();
	if (made) await note('erasure-asked', { actor: accountId, subject: accountId });
	return { dueAt: made?.dueAt ?? (await erasureOf(accountId, now))!.dueAt };
}

/** Takes it back. False when its hour has come. */
export async function takeErasureBack(accountId: string, now = new Date()): Promise<boolean> {
	const gone = await db()
		.delete(erasures)
		.where(and(eq(erasures.accountId, accountId), gt(erasures.dueAt, now)))
		.returning();
	if (gone.length > 0) await note('erasure-taken-back', { actor: accountId, subject: accountId });
	return gone.length > 0;
}

/** Whether somebody asked for it, and when it is done. */
export async function erasureOf(accountId: string, now = new Date()): Promise<ErasureAsked | null> {
	const [found] = await db().select({ dueAt: erasures.dueAt }).from(erasures).where(eq(erasures.accountId, accountId));
	return found ? { dueAt: found.dueAt, begun: found.dueAt <= now } : null;
}

/** Erases everybody whose hour has come. Safe on several nodes at once. */
export async function eraseDue(now = new Date()): Promise<void> {
	const due = await db()
		.select({ id: erasures.accountId })
		.from(erasures)
		.where(lte(erasures.dueAt, now))
		.orderBy(asc(erasures.dueAt))
		.limit(50);
	await eachAlone('erasure', due, ({ id }) => eraseOne(id, now));
}

async function eraseOne(accountId: string, now: Date): Promise<void> {
	if (await inRunning(accountId, now)) return;
	if ((await clear(accountId, now)) === 'told') return;
	await eraseFromStatistics(accountId);
	// Before there is nobody left to look for: a disk that stands still makes the erasure wait.
	const [before] = await db().select({ email: accounts.email }).from(accounts).where(eq(accounts.id, accountId));
	if (before) await takeFromOutbox(before.email);
	const email = await take(accountId, now);
	if (!email) return;
	// What was handed over in between.
	await eraseFromStatistics(accountId);
	await takeFromOutbox(email);
}

/** Whether a gathering is on in which they sit, or which would go with their circle: it is waited for. */
async function inRunning(accountId: string, now: Date): Promise<boolean> {
	const since = new Date(now.getTime() - erasureMs.running).toISOString();
	const [found] = await sql()`
		select 1 from machines m join gatherings g on g.id = m.gathering_id
		where m.lifecycle in ('lobby', 'live') and g.starts_at > ${since}
			and (g.circle_id = any(${await alone(accountId)}::uuid[])
				or exists (select 1 from seats s where s.gathering_id = g.id and s.account_id = ${accountId}))
		limit 1`;
	return found !== undefined;
}

/** The circles that nobody else hosts. */
async function alone(accountId: string): Promise<string[]> {
	const rows = await sql().unsafe<{ id: string }[]>(aloneIn, [accountId]);
	return rows.map(({ id }) => id);
}

/**
 * Cancels what is planned in circles that nobody else hosts, and gives their seats back. Done again, it finds nothing to do.
 * @returns `told` until the mails about it had time to go out
 */
async function clear(accountId: string, now: Date): Promise<'told' | 'clear'> {
	const ahead = and(isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now));
	const mine = await alone(accountId);
	const plans =
		mine.length === 0
			? []
			: await db()
					.select({ id: gatherings.id })
					.from(gatherings)
					.where(and(inArray(gatherings.circleId, mine), ahead));
	for (const { id } of plans) await cancelGathering(id, accountId, now);
	const sits = await db()
		.select({ gathering: seats.gatheringId, seat: seats.seat })
		.from(seats)
		.innerJoin(gatherings, eq(gatherings.id, seats.gatheringId))
		.where(and(eq(seats.accountId, accountId), ahead));
	for (const { gathering, seat } of sits) await giveBack(gathering, seat);
	if (plans.length > 0) await db().update(erasures).set({ clearedAt: now }).where(eq(erasures.accountId, accountId));
	const [asked] = await db().select({ clearedAt: erasures.clearedAt }).from(erasures).where(eq(erasures.accountId, accountId));
	return asked?.clearedAt && asked.clearedAt.getTime() + erasureMs.mails > now.getTime() ? 'told' : 'clear';
}

/** All of it, in one transaction. Returns the address that is known here no more; null when it is not theirs to do, or was done. */
async function take(accountId: string, now: Date): Promise<string | null> {
	return db().transaction(async (tx) => {
		const due = and(eq(erasures.accountId, accountId), lte(erasures.dueAt, now));
		const [held] = await tx.select({ id: erasures.accountId }).from(erasures).where(due).for('update', { skipLocked: true });
		if (!held) return null;
		const [me] = await tx.select({ email: accounts.email }).from(accounts).where(eq(accounts.id, accountId));
		const q = clientOf(tx);
		await q.unsafe(outOfTheAudit[0]!);
		await q.unsafe(outOfTheAudit[1]!, [accountId]);
		for (const { erase = [] } of Object.values(kept)) {
			if (erase !== 'stays') for (const statement of erase) await q.unsafe(statement, [accountId]);
		}
		for (const statement of withTheirCircles) await q.unsafe(statement, [accountId]);
		for (const [table, { mine, erase }] of Object.entries(kept)) {
			if (!mine || erase === 'stays' || last.has(table)) continue;
			await q.unsafe(`with me as (select $1::uuid as id, $2::text as email) delete from "${table}" t using me where ${mine}`, [
				accountId,
				me!.email
			]);
		}
		await tx.delete(accounts).where(eq(accounts.id, accountId));
		await note('account-erased', { actor: null, subject: null }, tx);
		return me!.email;
	});
}

/** They go with the account: until then other tables are found by them. */
const last = new Set(['accounts', 'members', 'seats', 'formats', 'erasures']);

/** What remains of a row that was about them is its kind and its time; of one that they did to another, also what it says of that one. */
const outOfTheAudit = [
	`select set_config('evenround.audit', 'erase', true)`,
	`update audit set actor_id = nullif(actor_id, $1::uuid), subject_id = nullif(subject_id, $1::uuid),
		gathering_id = case when subject_id <> $1::uuid then gathering_id end,
		data = case when subject_id <> $1::uuid then data end
	where actor_id = $1::uuid or subject_id = $1::uuid`
];

const aloneIn = `select h.circle_id as id from circle_hosts h where h.account_id = $1::uuid
	and not exists (select 1 from circle_hosts o where o.circle_id = h.circle_id and o.account_id <> $1::uuid)`;
const theirs = `select no, id from gatherings where circle_id in (${aloneIn})`;

/** The circles that nobody else hosts go, with what no foreign key takes along. */
const withTheirCircles = [
	`delete from events where gathering in (select no from (${theirs}) x)`,
	`delete from presence where gathering_id in (select id from (${theirs}) x)`,
	`delete from words where gathering_id in (select id from (${theirs}) x)`,
	`delete from circles where id in (${aloneIn})`
];
