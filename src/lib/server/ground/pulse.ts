// When the recurring work of this node was last done: what stands still is seen, and said where a place is looked after.

interface Pulse {
	/** When it was last done without a failure, by this machine's steady clock. */
	at: number;
	/** How often it is to be done. */
	everyMs: number;
}
const pulses = new Map<string, Pulse>();

/** How long a round may take beyond its time before it counts as late. */
const graceMs = 10_000;

/** It begins, or was done just now. @param everyMs how long until it is done again */
export function pulse(what: string, everyMs: number): void {
	pulses.set(what, { at: performance.now(), everyMs });
}

/** It has ended, and is not expected any more. */
export const stilled = (what: string): void => void pulses.delete(what);

/** What was last done longer ago than it should have been, in the order it began. */
export const late = (): string[] =>
	[...pulses].filter(([, { at, everyMs }]) => performance.now() - at > everyMs + graceMs).map(([what]) => what);

/** Milliseconds since it was last done; null when it is not done here. */
export function sincePulse(what: string): number | null {
	const known = pulses.get(what);
	return known ? performance.now() - known.at : null;
}
