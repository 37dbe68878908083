// The inventory: every table of this instance, with whose rows they are and how long they stay. A test holds it to the database.

import { keptOfGatherings } from './gatherings.ts';
import { keptOfPeople } from './people.ts';
import type { Kept } from './row.ts';

/** By the table's name. */
export const kept: Record<string, Kept> = { ...keptOfPeople, ...keptOfGatherings };

/** Schemas beside ours: why their tables are not in the inventory one by one. */
export const elsewhere: Record<string, Kept> = {
	stats: {
		what: 'Attendance and answers, for the statistics’ own job; and what was released, which names nobody',
		until: '30 days after the release they are counted in; releases stay',
		by: 'stats/releasing.ts, and stats/erasing.ts when somebody is erased'
	},
	pgboss: {
		what: 'Jobs that wait: each says only that it is due',
		until: 'an hour',
		by: 'pg-boss, as jobs/queues.ts tells it'
	}
};
