// Releases what is due, once, and deletes what it was made of when its time is over. Runs as the job.

import { randomBytes } from 'node:crypto';
import { and, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import { maySpend } from '../../stats/ledger.ts';
import { limits } from '../../stats/limits.ts';
import { beginOf, endOfPeriod, keptUntil, releaseAt, yearOf } from '../../stats/months.ts';
import { release } from '../../stats/release.ts';
import { assign, attended } from '../../stats/scopes.ts';
import { tally } from '../../stats/tally.ts';
import type { Answered, Attendance, NextByte, Released } from '../../stats/types.ts';
import { note } from '../audit/index.ts';
import { monthNumberOf } from './frozen.ts';
import { jobDb, type JobTx } from './logins.ts';
import { oneAtATime } from './once.ts';
import { plainOf } from './plain.ts';
import { attendance, feedback, known, ledger, releases, scopes } from './schema.ts';

type ScopeRow = typeof scopes.$inferSelect;

/** Bytes from the system's cryptographic source, a few hundred at a time. */
export function cryptographic(): NextByte {
	let bytes = randomBytes(256);
	let at = 0;
	return () => {
		if (at === bytes.length) [bytes, at] = [randomBytes(256), 0];
		return bytes[at++]!;
	};
}

/**
 * Releases every scope whose period ended at least 7 days ago and that was not released yet. What its circles' hosts may read
 * from then on is written in the transaction that draws the noise, and never again.
 * @param next where chance comes from; a test gives a seed
 */
export async function releaseDue(now = new Date(), next: NextByte = cryptographic()): Promise<void> {
	const told = await jobDb().transaction(async (tx) => {
		await oneAtATime(tx);
		const open = await tx.select().from(scopes).where(isNull(scopes.closedAt));
		const due = open.filter(({ fromMonth, period }) => releaseAt(fromMonth, period) <= now.getTime());
		const groups = Map.groupBy(due, ({ group, fromMonth, period }) => `${group} ${fromMonth} ${period}`);
		const readers: string[] = [];
		for (const group of groups.values()) readers.push(...(await releaseGroup(tx, group, now, next)));
		return readers;
	});
	for (const reader of told) await note('statistics-released', { actor: null, subject: reader });
}

/** All scopes of one group, together: who is counted in one of them is counted in no other. Returns who may read what is new. */
async function releaseGroup(tx: JobTx, group: ScopeRow[], now: Date, next: NextByte): Promise<string[]> {
	const { fromMonth, period } = group[0]!;
	const circles = group.flatMap((scope) => scope.circles);
	const [from, until] = [new Date(beginOf(fromMonth)), new Date(endOfPeriod(fromMonth, period))];
	const rows = await rowsOf(tx, circles, from, until);
	const answers = await answersOf(tx, circles, from, until);
	const counted = assign(group, rows);
	const told: string[] = [];
	for (const [index, scope] of group.entries()) {
		const own = <Row extends { account: string; circle: string }>(all: Row[]) =>
			all.filter(({ account, circle }) => counted.get(account) === index && scope.circles.includes(circle));
		await tx.update(scopes).set({ closedAt: now }).where(eq(scopes.id, scope.id));
		if (await spend(tx, scope)) {
			const before = await knownTo(tx, scope.ownerId);
			const tables = release(
				tally(own(rows), own(answers), (account) => before.has(account)),
				next
			);
			const body: Released = { period, from: fromMonth, tables, plain: await plainOf(scope.circles, from, until) };
			const { id, readers } = scope;
			await tx
				.insert(releases)
				.values({ scopeId: id, circles: scope.circles, readers, fromMonth, releasedAt: now, body: JSON.stringify(body) });
			told.push(...readers);
		}
	}
	for (const scope of group) {
		const came = rows.filter((row) => attended(row) && scope.circles.includes(row.circle)).map(({ account }) => account);
		await remember(tx, scope.ownerId, came);
	}
	return told;
}

async function rowsOf(tx: JobTx, circles: string[], from: Date, until: Date): Promise<Attendance[]> {
	const rows = await tx
		.select()
		.from(attendance)
		.where(and(inArray(attendance.circleId, circles), gte(attendance.startsAt, from), lt(attendance.startsAt, until)));
	return rows.map((row) => ({
		account: row.accountId,
		circle: row.circleId,
		gathering: row.gatheringId,
		startsAt: row.startsAt.getTime(),
		minutes: row.minutes
	}));
}

async function answersOf(tx: JobTx, circles: string[], from: Date, until: Date): Promise<Answered[]> {
	const rows = await tx
		.select()
		.from(feedback)
		.where(and(inArray(feedback.circleId, circles), gte(feedback.startsAt, from), lt(feedback.startsAt, until)));
	return rows.map(({ accountId, circleId, gatheringId, question, answer, at }) => ({
		account: accountId,
		circle: circleId,
		gathering: gatheringId,
		question,
		answer,
		at: at.getTime()
	}));
}

/** Writes down what a release spends; false, and nothing written, when a circle of the scope has nothing left this year. */
async function spend(tx: JobTx, scope: ScopeRow): Promise<boolean> {
	const year = yearOf(scope.fromMonth);
	const spent = await tx
		.select({ spent: sql<number>`sum(${ledger.spent})::int` })
		.from(ledger)
		.where(and(inArray(ledger.circleId, scope.circles), eq(ledger.year, year)))
		.groupBy(ledger.circleId);
	if (!maySpend(spent.map((row) => row.spent))) return false;
	await tx.insert(ledger).values(scope.circles.map((circleId) => ({ scopeId: scope.id, circleId, year, spent: limits.releaseSpends })));
	return true;
}

async function knownTo(tx: JobTx, hostId: string): Promise<Set<string>> {
	const rows = await tx.select({ account: known.accountId }).from(known).where(eq(known.hostId, hostId));
	return new Set(rows.map(({ account }) => account));
}

async function remember(tx: JobTx, hostId: string, accounts: string[]): Promise<void> {
	const bits = [...new Set(accounts)].map((accountId) => ({ accountId, hostId }));
	if (bits.length > 0) await tx.insert(known).values(bits).onConflictDoNothing();
}

/**
 * Deletes what a release was made of 30 days after it, and what no release will count once its month's would be due: gatherings
 * of circles younger than their month, and what came late. Who came is known to the host from then on.
 */
export async function sweep(now = new Date()): Promise<void> {
	await jobDb().transaction(async (tx) => {
		await oneAtATime(tx);
		const closed = await tx.select().from(scopes).where(isNull(scopes.sweptAt));
		const over = closed.filter(({ closedAt }) => closedAt && keptUntil(closedAt.getTime()) <= now.getTime());
		for (const { id } of over) await tx.update(scopes).set({ sweptAt: now }).where(eq(scopes.id, id));
		const before = new Date(beginOf(monthNumberOf(new Date(now.getTime() - limits.releaseDays * 86_400_000))));
		const loose = (table: typeof attendance | typeof feedback) => sql`${table.startsAt} < ${before.toISOString()} and not exists (
			select from ${scopes} s where ${table.circleId} = any(s.circles) and s.swept_at is null
				and ${table.startsAt} >= ${monthBegins(sql`s.from_month`)}
				and ${table.startsAt} < ${monthBegins(sql`s.from_month + case s.period when 'quarter' then 3 else 1 end`)})`;
		const gone = await tx
			.delete(attendance)
			.where(loose(attendance))
			.returning({ accountId: attendance.accountId, hostId: attendance.hostId, minutes: attendance.minutes });
		const came = gone.filter(({ minutes }) => minutes >= limits.attendedMinutes);
		for (const [hostId, rows] of Map.groupBy(came, (row) => row.hostId))
			await remember(
				tx,
				hostId,
				rows.map((row) => row.accountId)
			);
		await tx.delete(feedback).where(loose(feedback));
	});
}

const monthBegins = (month: ReturnType<typeof sql>) => sql`make_timestamptz((${month}) / 12, (${month}) % 12 + 1, 1, 0, 0, 0, 'UTC')`;
