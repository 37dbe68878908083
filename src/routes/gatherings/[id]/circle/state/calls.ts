// Which calls wait on whom, in which order, and which of them rings now. Pure: two moments in, rings out.

import type { View, ViewedSignal } from '$lib/gathering/viewed';
import type { Instant, Seat } from '$lib/gathering/types';
import { limits } from '$lib/gathering/limits';

/** A view, and the time at which it was looked at: a call rings again although nothing else has changed. */
export interface Moment {
	view: View;
	at: Instant;
}
/** `again`: its owner pressed once more, or went, or nobody is with them any more. `waits`: nobody came so far. */
export type Cue = 'new' | 'again' | 'waits';
export interface Ring {
	id: string;
	seat: Seat;
	name: string;
	cue: Cue;
	/** Its owner said “Now”. */
	now: boolean;
}

/** It rings at these ages while nobody is with its owner. */
const waitsMs = [limits.pageMs, limits.signalMs];
const urgent = { now: 0, soon: 1, none: 2, watch: 3 } as const;

export const waits = (signal: ViewedSignal): boolean => signal.with === null;

/** You were aside with them, and the circle goes on: what is left is to close it, in words. */
export const talkedOver = (view: View, { with: seat, how, answer }: ViewedSignal): boolean =>
	view.hold === null && seat === view.you.seat && how === 'answer' && answer === 'talked' && !openCalls(view).some(waits);

/** The open calls, for those who hold the circle: the most urgent first, then those nobody is with, then the oldest. */
export function openCalls(view: View): ViewedSignal[] {
	const rank = ({ urgency }: ViewedSignal) => urgent[urgency ?? 'none'];
	return [...(view.facilitation?.signals ?? [])].sort((a, b) => rank(a) - rank(b) || Number(waits(b)) - Number(waits(a)) || a.at - b.at);
}

/**
 * What rings, for those who hold the circle.
 * @param before the moment before; null when this page has just been opened
 */
export function callsBetween(before: Moment | null, after: Moment): Ring[] {
	const had = before?.view.facilitation?.signals ?? [];
	return openCalls(after.view).flatMap((signal) => {
		const cue = cueOf(
			had.find(({ id }) => id === signal.id),
			signal,
			before?.at ?? after.at,
			after
		);
		return cue ? [{ id: signal.id, seat: signal.seat, name: signal.name, cue, now: signal.urgency === 'now' }] : [];
	});
}

function cueOf(before: ViewedSignal | undefined, signal: ViewedSignal, from: Instant, { view, at }: Moment): Cue | null {
	// Whoever is with them hears them.
	if (signal.with === view.you.seat && signal.how !== 'answer') return null;
	if (!before) return waits(signal) ? 'new' : null;
	if (signal.rung > before.rung) return 'again';
	return waits(signal) && waitsMs.some((ms) => from < signal.at + ms && at >= signal.at + ms) ? 'waits' : null;
}
