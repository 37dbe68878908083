// The worker of one node: it takes deliveries as they become due, attempts each, and tries again what failed. What a delivery says
// it does not know: each queue is handed over with the function that attempts one, by the room whose words they are.

import { setTimeout as delay } from 'node:timers/promises';
import { everyOrSooner } from '../ground/every.ts';
import { logFailure } from '../ground/log.ts';
import type { Outcome } from './carriers.ts';
import { noteOutcome, takeDue, type Taken } from './deliveries.ts';
import { endMs, paces, type DeliveryKind } from './limits.ts';

/** What a round of a queue may do. */
export interface Round {
	/** Begins to send what is taken already. Nobody waits for it: a carrier that hangs holds up nothing else. */
	start(taken: Taken[]): void;
	/** Takes what is due, and begins to send it. */
	look(): Promise<void>;
}

export interface Queue {
	kind: DeliveryKind;
	/** The name by which its failures are logged, and by which it is missed when it stands still. */
	name: string;
	/** Attempts one delivery, with the words that are true now. */
	attempt(one: Taken): Promise<Outcome>;
	/** What happens in each round; without it, what is due is sent. */
	round?(round: Round): Promise<void>;
	/** Follows when one was handed over, and that is written down. */
	handedOver?(one: Taken): Promise<void>;
}

/**
 * One round of a queue.
 * @param attempts gets each attempt that was begun; none of them ever fails
 * @returns whether as many were due as are taken at once: there may be more
 */
export async function roundOf(queue: Queue, attempts: Set<Promise<void>> = new Set()): Promise<boolean> {
	let full = false;
	const start = (taken: Taken[]) => {
		for (const one of taken) {
			const attempt = attempted(queue, one).finally(() => attempts.delete(attempt));
			attempts.add(attempt);
		}
	};
	const look = async () => {
		const taken = await takeDue(queue.kind);
		full = taken.length === paces[queue.kind].atOnce;
		start(taken);
	};
	await (queue.round ? queue.round({ start, look }) : look());
	return full;
}

async function attempted(queue: Queue, one: Taken): Promise<void> {
	try {
		const outcome = await queue
			.attempt(one)
			.catch((error: unknown): Outcome => (logFailure(queue.name, error), { failed: 'it could not be made ready' }));
		await noteOutcome(queue.kind, one, outcome);
		if (outcome === 'handed over') await queue.handedOver?.(one);
	} catch (error) {
		logFailure(queue.name, error);
	}
}

/** A queue that is worked on. */
export interface Working {
	/** There is something new: it is looked for at once. */
	soon(): void;
	/** Ends it. What is being sent may be finished for a moment; what is not done by then is done by another node. */
	end(): Promise<void>;
}

/** Starts to work on a queue. */
export function openQueue(queue: Queue): Working {
	const { lookMs, firstMs, oneAfterAnother } = paces[queue.kind];
	const attempts = new Set<Promise<void>>();
	const all = () => Promise.all(attempts);
	let ended = false;
	const work = async () => {
		for (let more = true; more && !ended;) {
			more = await roundOf(queue, attempts);
			if (oneAfterAnother) await all();
		}
	};
	const looking = everyOrSooner(lookMs, queue.name, work, firstMs);
	return {
		soon: looking.soon,
		async end() {
			ended = true;
			looking.end();
			await Promise.race([all(), delay(endMs, undefined, { ref: false })]);
		}
	};
}
