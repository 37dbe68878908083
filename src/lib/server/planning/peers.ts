// Gatherings that nobody trained holds: planned by any member, and begun among peers, within what the operator allows.

import { and, eq, inArray } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db, sql } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { seats } from '../db/schema-seats.ts';
import { send } from '../gatherings/gatherings.ts';
import { coverThroughout } from '../oncall/cover.ts';
import { memberCircles, type MemberCircles } from '../settings/settings.ts';
import { facilitatorsOf } from '../circles/circles.ts';
import { gatheringById, endOf, type Gathering, type Plan } from './schedule.ts';

export type PeerField = 'seats' | 'minutes' | 'formatId' | 'form';

/** What is beyond the limits, field by field in words; empty when nothing is. Pure. */
export function beyond(
	{ seats, minutes, format }: Pick<Plan, 'seats' | 'minutes' | 'format'>,
	limits: Omit<MemberCircles, 'cover'>
): Partial<Record<PeerField, string>> {
	if (limits.seats === 0)
		return {
			form: 'Here somebody with a credential has to hold a circle before a gathering can be planned. Everything you typed is still here.'
		};
	const among = 'Until somebody credentialed has said yes to holding it';
	return {
		...(seats > limits.seats && { seats: `${among} it can have ${limits.seats} seats at most.` }),
		...(minutes > limits.minutes && { minutes: `${among} it can last ${limits.minutes} minutes at most.` }),
		...(format.credentialed > 0 && { formatId: `${among} it needs a format that asks for none.` })
	};
}

/** How far a circle has come at a moment: nobody credentialed is named, somebody is, or somebody said yes to every gathering. */
export async function trainedIn(circleId: string, at: Date): Promise<'nobody' | 'named' | 'willing'> {
	const trained = (await facilitatorsOf(circleId, at)).filter(
		({ role, credentialUntil }) => role !== 'guardian' && credentialUntil !== null
	);
	return trained.some(({ standing }) => standing) ? 'willing' : trained.length > 0 ? 'named' : 'nobody';
}

export type Trouble = { errors: Partial<Record<PeerField, string>>; uncovered: boolean };
const none: Trouble = { errors: {}, uncovered: false };

/**
 * What stands against planning this, while nobody credentialed has said yes to it. Being named is a wish and no yes; but a
 * format that asks for somebody credentialed begins only with them, so it may be planned for whoever is named.
 */
export async function peerTrouble(circleId: string, plan: Plan, now = new Date()): Promise<Trouble> {
	const trained = await trainedIn(circleId, plan.startsAt);
	if (trained === 'willing' || (trained === 'named' && plan.format.credentialed > 0)) return none;
	const limits = memberCircles();
	const found = beyond(plan, limits);
	if (Object.keys(found).length > 0 || !limits.cover) return { errors: found, uncovered: false };
	if (await coverThroughout(circleId, plan.startsAt, endOf(plan), [], now)) return none;
	return {
		errors: { form: 'Nobody is on call for all of that time, and nobody credentialed has said yes to holding this circle.' },
		uncovered: true
	};
}

/** Whether a gathering is more than may begin with nobody credentialed, as things stand now. */
export async function beyondPeers(plan: Gathering, now = new Date()): Promise<boolean> {
	const [circle] = await db().select({ rehearsal: circles.rehearsal }).from(circles).where(eq(circles.id, plan.circleId));
	if (circle?.rehearsal) return false;
	const limits = memberCircles();
	if (Object.keys(beyond(plan, limits)).length > 0) return true;
	if (!limits.cover) return false;
	const holding = and(eq(seats.gatheringId, plan.id), inArray(seats.role, ['facilitator', 'coFacilitator']));
	const sitting = await db().select({ accountId: seats.accountId }).from(seats).where(holding);
	return !(await coverThroughout(
		plan.circleId,
		plan.startsAt,
		endOf(plan),
		sitting.flatMap(({ accountId }) => accountId ?? []),
		now
	));
}

/** [E11] Tells the machine of each gathering that peers might begin and whose lobby is open, when that changed. Safe on several nodes at once. */
export async function runPeers(now = new Date()): Promise<void> {
	const open = await sql()<{ id: string; known: boolean }[]>`
		select m.gathering_id as id, m.beyond_peers as known
		from gatherings g join machines m on m.gathering_id = g.id
		where g.starts_at between now() - interval '1 day' and now() + interval '1 hour' and g.cancelled_at is null
			and (g.format->>'credentialed')::int = 0 and m.lifecycle = 'lobby'`;
	await eachAlone('peers', open, ({ id, known }) => tellPeers(id, known, now));
}

/** Tells one machine, when it knows otherwise. */
export async function tellPeers(id: string, known: boolean | null = null, now = new Date()): Promise<void> {
	const plan = await gatheringById(id);
	const is = plan !== null && (await beyondPeers(plan, now));
	if (is !== known) await send(id, { kind: 'house' }, { type: 'PEERS', beyond: is });
}
