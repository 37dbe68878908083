// How often something may be asked for. What somebody would be served by doing at every node, or anew after a restart, is counted for
// all nodes together (rates/tries.ts); the rest in this process's memory.

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tooOften } from '../metrics/index.ts';
import { hidden, sharedCounter } from './tries.ts';

/**
 * `points` uses in `duration` seconds, per key. The key is whoever asks, and never whom it is asked about: else anybody could use
 * up what is another's. Those ending in `From` are keyed by network (rates/network.ts) and generous: a whole house may share one.
 */
const allowances = {
	/** An address, from one network. */
	signIn: { points: 10, duration: 900 },
	signInFrom: { points: 300, duration: 600 },
	/** A browser that signed in to this account before: nobody else's tries count here. */
	signInKnown: { points: 10, duration: 900 },
	/** An address, from one network. */
	link: { points: 5, duration: 900 },
	linkFrom: { points: 100, duration: 600 },
	linkKnown: { points: 5, duration: 900 },
	/** Mails to one box from wherever; when they are used up one more in `linkToSlow`, so that there is always a fresh one in it. */
	linkTo: { points: 10, duration: 900 },
	linkToSlow: { points: 1, duration: 180 },
	/** Somebody signed in proves that it is them. */
	prove: { points: 10, duration: 900 },
	proveLink: { points: 5, duration: 900 },
	useLinkFrom: { points: 100, duration: 600 },
	invite: { points: 30, duration: 3600 },
	inviteFrom: { points: 100, duration: 600 },
	/** Each is a mail to every host. */
	askToJoin: { points: 10, duration: 3600 },
	/** Calendar programs ask several times an hour, each for one person. */
	calendarFrom: { points: 600, duration: 600 },
	reserve: { points: 30, duration: 3600 },
	/** Per guest, who is there for one evening. */
	askBack: { points: 6, duration: 600 },
	/** Each is a mail to somebody else. */
	tell: { points: 6, duration: 3600 },
	/** What a circle would do differently, line by line. */
	sayLine: { points: 20, duration: 3600 },
	/** Three questions, each answered again as often as one likes. */
	feedback: { points: 60, duration: 3600 },
	/** An address typed by a host: each may be a mail to somebody. */
	askAddress: { points: 20, duration: 3600 },
	testPage: { points: 10, duration: 3600 },
	/** Each plays an evening through. */
	checkFormat: { points: 60, duration: 600 },
	/** Each reads every table. */
	export: { points: 10, duration: 3600 },
	/** Each is a word to the safety contact. */
	report: { points: 6, duration: 24 * 3600 },
	/** A host who tries names learns who belongs to their circle. */
	ban: { points: 20, duration: 3600 },
	/** Each keeps five connections busy for some minutes. */
	rehearseFrom: { points: 12, duration: 600 },
	/** Per seat, beside calls for support. Far above what hands can do. */
	commands: { points: 300, duration: 10 },
	/** Per seat. Beyond it a call waits only where one is open already: a first one never does. */
	calls: { points: 10, duration: 10 },
	/** Per seat: a page opens one, and another when its line was bad. */
	streams: { points: 60, duration: 60 }
};

export type Allowance = keyof typeof allowances;

/**
 * Counted by each node for itself. A seat sits at one node at a time, its commands and calls are the hot path, and no call for support
 * may depend on one more thing that answers; calendars only read, by a secret that nobody guesses; a format is played on the one
 * node's own thread, which is what its limit spares.
 */
const perNode: ReadonlySet<Allowance> = new Set(['commands', 'calls', 'streams', 'calendarFrom', 'checkFormat']);

export interface TooMany {
	refused: 'too-many';
	/** Whole seconds until it is worth trying again. */
	seconds: number;
}

type Counter = Pick<RateLimiterMemory, 'consume' | 'delete'>;
const counters = new Map<Allowance, Counter>();

function counter(kind: Allowance): Counter {
	const known = counters.get(kind);
	if (known) return known;
	const made = perNode.has(kind) ? new RateLimiterMemory(allowances[kind]) : sharedCounter(allowances[kind]);
	counters.set(kind, made);
	return made;
}

const keyOf = (kind: Allowance, who: string): string => (perNode.has(kind) ? who : hidden(kind, who));

/** Counts one use; null while there is room, else how long to wait. Never throws, and never waits long. */
export async function limited(kind: Allowance, key: string): Promise<TooMany | null> {
	try {
		await counter(kind).consume(keyOf(kind, key));
		return null;
	} catch (full) {
		if (!(full instanceof RateLimiterRes)) throw full;
		tooOften(kind);
		return { refused: 'too-many', seconds: Math.max(1, Math.ceil(full.msBeforeNext / 1000)) };
	}
}

/** Forgets the uses of a key: after a sign-in that succeeded. */
export async function forgive(kind: Allowance, key: string): Promise<void> {
	await counter(kind).delete(keyOf(kind, key));
}
