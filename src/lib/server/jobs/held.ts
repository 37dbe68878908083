// Which work of the background stands still, because a test does it itself, when it means it: read from HELD_JOBS here and nowhere
// else. A place that others can reach never starts so, and a place that starts so says it.

import { plain } from '../ground/cookies.ts';
import { surroundings } from '../env/index.ts';

/** What a node begins by itself, by its own clock. What keeps circles that are on is not among it: that never stands still. */
export const jobNames = ['cover', 'forget', 'lines', 'mails', 'minutely', 'pages', 'series', 'statistics'] as const;
export type JobName = (typeof jobNames)[number];

/**
 * The names in HELD_JOBS, between commas; none where it is not set. Throws at a name that is no job, and wherever anybody but this
 * machine is meant to come in.
 */
export function heldJobs({ HELD_JOBS: names, ORIGIN: origin }: Record<string, string | undefined> = surroundings()): Set<JobName> {
	const held = new Set<JobName>();
	if (!names?.trim()) return held;
	if (!origin || !URL.canParse(origin) || !plain(new URL(origin))) throw new Error('HELD_JOBS is for tests, at http://localhost only');
	for (const name of names.split(',').map((one) => one.trim())) {
		const job = jobNames.find((one) => one === name);
		if (!job) throw new Error(`HELD_JOBS: ${name} is no job; there are ${jobNames.join(', ')}`);
		held.add(job);
	}
	return held;
}
