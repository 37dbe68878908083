// The queues of this instance, as pg-boss is told of them. Each job carries ids only: what it is about is read when it is due.

import type { Queue } from 'pg-boss';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** In seconds, as pg-boss wants them. */
export const queues = {
	/** One mail each; its job has the mail's own id. */
	mails: {
		// Longer than every attempt: a job is taken up again only when whoever had it is certainly done with it, or dead.
		expireInSeconds: 45,
		retryLimit: 100,
		retryDelay: 15,
		retryBackoff: true,
		retryDelayMax: 30 * minute,
		retentionSeconds: 3 * day,
		deleteAfterSeconds: hour
	},
	/** Once a minute on one of the nodes: what has become due. Never two at once. */
	minutely: { policy: 'exclusive', expireInSeconds: 5 * minute, retryLimit: 0, retentionSeconds: 10 * minute, deleteAfterSeconds: hour }
} as const satisfies Record<string, Omit<Queue, 'name'>>;

export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[];

/** The schema its tables are in, beside ours in the same database. */
export const jobsSchema = 'pgboss';
