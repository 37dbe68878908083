// The queues of this instance, as pg-boss is told of them. Their jobs carry nothing: what there is to do is read when they are due.

import type { Queue } from 'pg-boss';

const minute = 60;
const hour = 60 * minute;

/** In seconds, as pg-boss wants them. */
export const queues = {
	/** Once a minute on one of the nodes: what has become due. Never two at once. */
	minutely: { policy: 'exclusive', expireInSeconds: 5 * minute, retryLimit: 0, retentionSeconds: 10 * minute, deleteAfterSeconds: hour }
} as const satisfies Record<string, Omit<Queue, 'name'>>;

export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[];

/** Queues of earlier versions. What lay in `mails` is in the table `deliveries` since that is there: its migration looked for it. */
export const formerQueues = ['mails'];

/** The schema its tables are in, beside ours in the same database. */
export const jobsSchema = 'pgboss';
