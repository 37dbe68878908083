// Freezes, when a period begins, whom its releases will count. Circles, hosts and choices are the application's to read; what
// follows from them is written by the job.

import { and, asc, desc, eq, gte, lt, lte } from 'drizzle-orm';
import { beginOf } from '../../stats/months.ts';
import { firstChoice, frozenScopes } from '../../stats/scopes.ts';
import type { Choice, CircleAt, Month, Scope } from '../../stats/types.ts';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { circleHosts } from '../db/schema-series.ts';
import { statisticsChoices } from '../db/schema-stats.ts';
import { jobDb } from './logins.ts';
import { oneAtATime } from './once.ts';
import { scopes } from './schema.ts';

/** The month an instant lies in, by the calendar in UTC. */
export const monthNumberOf = (at: Date): Month => at.getUTCFullYear() * 12 + at.getUTCMonth();

/** A row as the core knows it. */
export const scopeOf = (row: typeof scopes.$inferSelect): Scope => ({
	owner: row.ownerId,
	circles: row.circles,
	readers: row.readers,
	period: row.period,
	from: row.fromMonth,
	group: row.group
});

/**
 * Freezes the scopes of the month that is now, whose circles and choices are older than it. Done anew it changes nothing; a
 * month in which no node ran has none.
 */
export async function freezeScopes(now = new Date()): Promise<void> {
	const month = monthNumberOf(now);
	const began = new Date(beginOf(month));
	const [standing, chosen] = await Promise.all([circlesBefore(began), choicesBefore(began)]);
	await jobDb().transaction(async (tx) => {
		await oneAtATime(tx);
		const going = await tx
			.select()
			.from(scopes)
			.where(and(gte(scopes.fromMonth, month - 2), lte(scopes.fromMonth, month)));
		const made = frozenScopes(standing, going.map(scopeOf), (host) => chosen.get(host) ?? firstChoice, month);
		if (made.length === 0) return;
		await tx.insert(scopes).values(made.map(({ owner, from, ...rest }) => ({ ...rest, ownerId: owner, fromMonth: from, frozenAt: now })));
	});
}

/** Circles and hosts from before the period; a circle belongs to whoever has hosted it longest. */
async function circlesBefore(began: Date): Promise<CircleAt[]> {
	const rows = await db()
		.select({ id: circles.id, host: circleHosts.accountId, since: circleHosts.since })
		.from(circles)
		.innerJoin(circleHosts, eq(circleHosts.circleId, circles.id))
		.where(and(eq(circles.rehearsal, false), lt(circles.createdAt, began)))
		.orderBy(asc(circleHosts.since), asc(circleHosts.accountId));
	return [...Map.groupBy(rows, ({ id }) => id)].map(([id, hosts]) => {
		const before = hosts.filter(({ since }) => since < began).map(({ host }) => host);
		return { id, owner: hosts[0]!.host, hosts: [...new Set([hosts[0]!.host, ...before])] };
	});
}

/** Every host's newest choice that was made before the period. */
async function choicesBefore(began: Date): Promise<Map<string, Choice>> {
	const rows = await db()
		.selectDistinctOn([statisticsChoices.hostId], {
			host: statisticsChoices.hostId,
			period: statisticsChoices.period,
			together: statisticsChoices.together
		})
		.from(statisticsChoices)
		.where(lt(statisticsChoices.chosenAt, began))
		.orderBy(statisticsChoices.hostId, desc(statisticsChoices.chosenAt));
	return new Map(rows.map(({ host, ...choice }) => [host, choice]));
}
