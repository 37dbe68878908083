// How a host wishes to count: chosen once, before a period begins.

import { desc, eq } from 'drizzle-orm';
import { firstChoice } from '../../stats/scopes.ts';
import type { Choice } from '../../stats/types.ts';
import { db } from '../db/index.ts';
import { statisticsChoices } from '../db/schema-stats.ts';

/** What a host chose last; it holds from the next period on. */
export async function periodChoiceOf(hostId: string): Promise<Choice> {
	const [found] = await db()
		.select({ period: statisticsChoices.period, together: statisticsChoices.together })
		.from(statisticsChoices)
		.where(eq(statisticsChoices.hostId, hostId))
		.orderBy(desc(statisticsChoices.chosenAt))
		.limit(1);
	return found ?? firstChoice;
}

/** Chooses for every period that begins after now. */
export async function choosePeriod(hostId: string, { period, together }: Choice, now = new Date()): Promise<void> {
	await db().insert(statisticsChoices).values({ hostId, period, together, chosenAt: now });
}
