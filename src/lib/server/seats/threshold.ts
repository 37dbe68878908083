// What the pages of a circle and of a gathering say about coming in: to whoever reads them, and to a host about those who ask.

import type { Account } from '../accounts/types.ts';
import { notAttended, wantedBefore } from '../circles/attended.ts';
import type { Membership } from '../circles/circles.ts';
import { wayIn, wayWithout, type WayRefusal } from '../circles/joining.ts';
import { askedOf, requestsOf } from '../circles/requests.ts';
import { freeIn, type SeatPlan } from './free.ts';
import { waitsFor, type Waits } from './waiting.ts';
import { isSubscribed } from '../circles/subscriptions.ts';
import type { Orientation } from '../../admission/choices.ts';
import type { Format } from '../../gathering/types.ts';

export interface Threshold {
	/** What stands in their way; null when they may take a seat. */
	way: WayRefusal | null;
	/** They asked to join: it is open, or the answer was no. */
	asked: 'open' | 'no' | null;
	/** Null for a guest, who cannot be told anything. */
	subscribed: boolean | null;
	/** For a host: how many ask. */
	host: { asking: number } | null;
}

/** How somebody stands at the threshold of a circle. Changes nothing. */
export async function thresholdOf(membership: Membership, account: Account | null, now = new Date()): Promise<Threshold> {
	const { circle, host } = membership;
	const [way, asked, subscribed, asking] = await Promise.all([
		wayIn(membership, account?.id ?? null, null, now),
		account ? askedOf(circle.id, account.id, now) : null,
		account ? isSubscribed(circle.id, account.id) : null,
		host ? requestsOf(circle.id) : []
	]);
	return { way, asked, subscribed, host: host ? { asking: asking.length } : null };
}

/** A gathering's seats, as somebody without one finds them. */
export interface Seating {
	way: WayRefusal | null;
	/** The evenings one should have been to before, and those of them the reader was not at. */
	wanted: Orientation[];
	missing: Orientation[];
	/** Seats anybody may take: nobody sits in them, and they are kept for nobody. */
	free: number;
	waits: Waits | null;
	/** They could wait: somebody without an account could not be told. */
	mayWait: boolean;
}

/** How somebody without a seat stands to the seats of a gathering. Changes nothing. */
export async function seatingOf(
	membership: Membership,
	account: Account | null,
	plan: SeatPlan & { format: Pick<Format, 'wantsBefore'> },
	now = new Date()
): Promise<Seating> {
	const wanted = wantedBefore(membership.circle, plan.format);
	const missing = await notAttended(membership.circle.id, account?.id ?? null, wanted, now);
	const [way, free, waits] = await Promise.all([
		wayWithout(membership, account?.id ?? null, missing, now),
		freeIn([plan], now),
		account ? waitsFor(plan.id, account.id, now) : null
	]);
	return { way, wanted, missing, free: free.get(plan.id)!, waits, mayWait: account !== null && now < plan.startsAt && !plan.cancelledAt };
}
