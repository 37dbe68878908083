// The debrief of those who led a gathering that is over: calls nobody has closed, what was promised, who else led. Read from
// the state, the log and the map of seats, so it is there as long as that map is. Changes nothing.

import { and, asc, countDistinct, eq, isNull } from 'drizzle-orm';
import { isOpen } from '../../gathering/signals/attended.ts';
import type { Context } from '../../gathering/context.ts';
import type { State } from '../../gathering/state.ts';
import type { ViewedSignal } from '../../gathering/viewed.ts';
import type { Seat } from '../../gathering/types.ts';
import { db } from '../db/index.ts';
import { events, gatherings } from '../db/schema-gatherings.ts';
import { pages } from '../db/schema-oncall.ts';
import { deliveries } from '../db/schema-outbox.ts';
import { look, viewOf } from '../gatherings/gatherings.ts';
import { onCallLimits } from '../oncall/limits.ts';
import { peopleIn } from '../seats/people-in.ts';
import type { Logged } from './pauses.ts';

/** `left`: went by their own press. `line`: the line was gone before the end. `there`: sat until the end. */
export type Went = 'left' | 'line' | 'removed' | 'there';

export interface OpenCase extends Pick<ViewedSignal, 'id' | 'seat' | 'name' | 'whom' | 'kind' | 'urgency' | 'met' | 'reach'> {
	calledAt: Date;
	went: Went;
	/** Who was with them or answered last, by name; null when nobody did. */
	lastWith: string | null;
	/** How many outside were told of it, and whether whoever comes on call is told still. */
	outside: { told: number; waits: boolean };
}
export interface Promised {
	name: string;
	by: string;
	at: Date;
	/** Their call is open still. */
	open: boolean;
}
export interface Debrief {
	cases: OpenCase[];
	promised: Promised[];
	/** Who else led it, by name. */
	others: string[];
}

/** “After this share”, said to somebody and not followed by being with them, nor by the end of their call. */
export function promisesIn(
	log: Pick<Logged, 'at' | 'actor' | 'type' | 'data'>[],
	calls: { id: string; seat: Seat }[]
): { id: string; seat: Seat; by: Seat; at: Date }[] {
	const all = new Map<string, { id: string; seat: Seat; by: Seat; at: Date }>();
	for (const { at, actor, type, data } of log) {
		const said = (data ?? {}) as { signalId?: string; answer?: string; seat?: Seat | null };
		const call = calls.find(({ id }) => id === said.signalId);
		if (type === 'ANSWER_SUPPORT' && said.answer === 'afterShare' && call) all.set(call.id, { ...call, by: actor, at });
		else if (['BE_WITH', 'WITHDRAW_SUPPORT', 'CLOSE_CASE', 'CASE_CLOSED'].includes(type) && call) all.delete(call.id);
		const met = type === 'ACCEPT_CARE' ? actor : type === 'TAKEOVER' ? said.seat : null;
		for (const { id, seat } of calls) if (seat === met) all.delete(id);
	}
	return [...all.values()];
}

const ends = (one: Logged): boolean =>
	one.type === 'END' || (one.type === 'TIMER' && ['aftercare', 'abandon'].includes((one.data as { name: string }).name));

/** Where whoever called was when it ended. */
function wentOf(c: Context, seat: Seat, goneAt: number | null, endedAt: Date | null): Went {
	const standing = c.seats.find((one) => one.seat === seat)?.standing;
	if (standing === 'left' || standing === 'removed') return standing;
	return goneAt !== null && endedAt !== null && goneAt < endedAt.getTime() ? 'line' : 'there';
}

const led = (one: Context['seats'][number]): boolean =>
	(one.role === 'facilitator' || one.role === 'coFacilitator') && ['admitted', 'resting', 'inCare', 'left'].includes(one.standing);

/** Whether the person in this seat led the gathering, sat there, and it is over: then there is a debrief. */
export async function mayDebrief(gatheringId: string, by: Seat): Promise<boolean> {
	const state = (await look(gatheringId))?.state;
	return state !== undefined && mayOf(state, by);
}
const mayOf = ({ value, context }: State, by: Seat): boolean =>
	['ended', 'abandoned'].includes(value.lifecycle) && context.seats.some((one) => one.seat === by && led(one));

/** For each call that asks outside: how many accounts were written to, and whether it is open for whoever comes on call. */
async function askedOutside(gatheringId: string, now = new Date()): Promise<{ id: string; told: number; waits: boolean }[]> {
	const rows = await db()
		.select({ id: pages.signalId, spreadAt: pages.spreadAt, raisedAt: pages.raisedAt, told: countDistinct(deliveries.accountId) })
		.from(pages)
		.leftJoin(deliveries, eq(deliveries.pageId, pages.id))
		.where(and(eq(pages.gatheringId, gatheringId), eq(pages.kind, 'signal'), isNull(pages.endedAt)))
		.groupBy(pages.id);
	return rows.map(({ id, spreadAt, raisedAt, told }) => ({
		...{ id: id ?? '', told },
		waits: spreadAt === null && now.getTime() - raisedAt.getTime() < onCallLimits.staleMs
	}));
}

/** The debrief, for somebody who led it and sat there; null for everybody else, and while it goes on. */
export async function debriefOf(gatheringId: string, by: Seat): Promise<Debrief | null> {
	const [found, view] = await Promise.all([look(gatheringId), viewOf(gatheringId, by)]);
	if (!found || !view || !mayOf(found.state, by)) return null;
	const { context } = found.state;
	const [log, people, asked] = await Promise.all([
		db()
			.select({ version: events.version, at: events.at, actor: events.actor, type: events.type, data: events.data })
			.from(events)
			.innerJoin(gatherings, eq(gatherings.no, events.gathering))
			.where(eq(gatherings.id, gatheringId))
			.orderBy(asc(events.version)),
		peopleIn(gatheringId),
		askedOutside(gatheringId)
	]);
	const nameOf = (seat: Seat) => people.find((one) => one.seat === seat)?.name ?? 'Somebody whose name is forgotten';
	const endedAt = log.findLast(ends)?.at ?? null;
	const may = context.signals.filter((one) => one.whom !== 'aside' && one.seat !== by && one.about !== by);
	return {
		cases: view.cases.map(({ id, seat, name, whom, kind, urgency, met, reach, before, at }) => ({
			...{ id, seat, name, whom, kind, urgency, met, reach },
			calledAt: log.findLast((one) => one.type === 'SUPPORT' && one.actor === seat && one.at.getTime() <= at)?.at ?? new Date(at),
			went: wentOf(context, seat, context.signals.find((one) => one.id === id)?.goneAt ?? null, endedAt),
			lastWith: before === null ? null : nameOf(before),
			outside: asked.find((one) => one.id === id) ?? { told: 0, waits: false }
		})),
		promised: promisesIn(log, may).map(({ id, seat, by: who, at }) => ({
			...{ name: nameOf(seat), by: nameOf(who), at },
			open: may.some((one) => one.id === id && isOpen(one))
		})),
		others: context.seats.filter((one) => one.seat !== by && led(one)).map(({ seat }) => nameOf(seat))
	};
}
