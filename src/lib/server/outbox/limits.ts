// How each kind of delivery is sent: alerts are urgent, mails are usual. Every number with its unit.

const second = 1000;
const minute = 60 * second;

export interface Pace {
	/** One attempt takes no longer. */
	attemptMs: number;
	/** What was taken by a node that died is taken up by another after this; longer than every attempt at it. */
	leaseMs: number;
	/** Between attempts: doubled after each, and never longer than the second. */
	retryMs: number;
	longestRetryMs: number;
	mostTries: number;
	/** A node looks at least this often for what others wrote or left. */
	lookMs: number;
	/** It looks for the first time this long after it started. */
	firstMs: number;
	atOnce: number;
	/** Those that were taken together are done with before more are taken: none of them is waited for by a person. */
	oneAfterAnother: boolean;
}

export const paces = {
	alert: {
		attemptMs: 10 * second,
		leaseMs: 15 * second,
		retryMs: 2 * second,
		longestRetryMs: 5 * minute,
		mostTries: 20,
		lookMs: second,
		firstMs: 0,
		atOnce: 20,
		oneAfterAnother: false
	},
	/** Two attempts, to a device and then by mail, fit into the lease. Tried for longer than a mail stays true: it says itself when it is over. */
	mail: {
		attemptMs: 20 * second,
		leaseMs: 45 * second,
		retryMs: 15 * second,
		longestRetryMs: 30 * minute,
		mostTries: 200,
		lookMs: 2 * second,
		firstMs: second,
		atOnce: 10,
		oneAfterAnother: true
	}
} as const satisfies Record<string, Pace>;

/** Whose words a delivery carries. */
export type DeliveryKind = keyof typeof paces;

/** What is being sent when a node ends may be finished for this long. */
export const endMs = 1500;

/** How long after a failed attempt it is tried again. @param tries how often it was tried by now */
export const backOffMs = ({ retryMs, longestRetryMs }: Pace, tries: number): number => Math.min(longestRetryMs, retryMs * 2 ** (tries - 1));
