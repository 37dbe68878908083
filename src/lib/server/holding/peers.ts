// Gatherings that nobody trained holds: planned by any member, within what the operator allows.

import { coverThroughout } from '../oncall/cover.ts';
import { memberCircles, type MemberCircles } from '../operator/settings.ts';
import { holders } from '../people/circles.ts';
import type { Plan } from '../people/schedule.ts';

export type PeerField = 'seats' | 'minutes' | 'formatId' | 'form';

/** What is beyond the limits, field by field in words; empty when nothing is. Pure. */
export function beyond({ seats, minutes, format }: Pick<Plan, 'seats' | 'minutes' | 'format'>, limits: Omit<MemberCircles, 'cover'>): Partial<Record<PeerField, string>> {
	if (limits.seats === 0) return { form: 'Here somebody with a credential has to hold a circle before a gathering can be planned. Everything you typed is still here.' };
	const among = 'Without somebody credentialed who holds this circle';
	return {
		...(seats > limits.seats && { seats: `${among} it can have ${limits.seats} seats at most.` }),
		...(minutes > limits.minutes && { minutes: `${among} it can last ${limits.minutes} minutes at most.` }),
		...(format.credentialed > 0 && { formatId: `${among} it needs a format that asks for none.` })
	};
}

/** Whether a circle has somebody credentialed who holds it, at a moment. */
export const hasTrained = async (circleId: string, at: Date): Promise<boolean> =>
	(await holders(circleId, at)).some(({ role, credentialUntil }) => role !== 'guardian' && credentialUntil !== null);

/** What stands against planning this, when nobody trained holds the circle; empty when nothing does. */
export async function peerTrouble(circleId: string, plan: Plan, now = new Date()): Promise<Partial<Record<PeerField, string>>> {
	if (await hasTrained(circleId, plan.startsAt)) return {};
	const limits = memberCircles();
	const found = beyond(plan, limits);
	if (Object.keys(found).length > 0 || !limits.cover) return found;
	const end = new Date(plan.startsAt.getTime() + plan.minutes * 60_000);
	if (await coverThroughout(circleId, plan.startsAt, end, [], now)) return {};
	return { form: 'Nobody is on call for all of that time, and nobody credentialed holds this circle. Another time may do; whoever runs this place can say when people are on call.' };
}
