// Gatherings as plans: scheduling, listing, describing and cancelling them. Seats are given out in seats/seating.ts.

import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { guestSecrets } from '../ground/cookies.ts';
import type { Visitor } from '../access/index.ts';
import { wantedBefore } from '../circles/attended.ts';
import { facilitatorsOf, type CircleFacilitator } from '../circles/circles.ts';
import { seatCohort } from '../seats/cohort.ts';
import { db, type Tx } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { agreementsOf } from '../formats/agreements.ts';
import { askFacilitators, willing } from './asking.ts';
import { create, look } from '../gatherings/gatherings.ts';
import { seatFacilitator } from '../seats/seating.ts';
import { tellPlanned } from '../circles/subscriptions.ts';
import { freeIn } from '../seats/free.ts';
import { openTo } from '../circles/shut-out.ts';
import { hashOf } from '../ground/secrets.ts';
import type { Orientation } from '../../admission/choices.ts';
import type { Format, Lifecycle, Seat } from '../../gathering/types.ts';
import { scaled } from '../../gathering/formats/index.ts';

export const scheduleLimits = { minSeats: 2, maxSeats: 12, minMinutes: 10, maxMinutes: 180, minDoors: 1, farDays: 400 } as const;
const minuteMs = 60_000;

export type Gathering = typeof gatherings.$inferSelect;

export interface Plan {
	format: Format;
	startsAt: Date;
	/** IANA zone the host scheduled it in. */
	zone: string;
	minutes: number;
	seats: number;
}

/**
 * Schedules a gathering: the plan, its machine, the seats of those who said that they hold it, and the asking of the others,
 * all or nothing. The plan must have been checked. Returns the gathering's id.
 */
export async function schedule(circleId: string, plan: Plan, now = new Date()): Promise<string> {
	const held = await facilitatorsOf(circleId, now);
	return db().transaction(async (tx) => {
		const id = await plant(tx, circleId, held, plan, null, now);
		await askFacilitators(tx, circleId, { gatheringId: id }, held, now);
		await tellPlanned(tx, circleId, id);
		return id;
	});
}

/** Puts one gathering into being, alone or for a series, and seats those who said that they hold it; asks nobody. */
export async function plant(
	tx: Tx,
	circleId: string,
	held: CircleFacilitator[],
	{ format, ...plan }: Plan,
	seriesId: string | null,
	now: Date
): Promise<string> {
	const [row] = await tx
		.insert(gatherings)
		.values({ circleId, ...plan, format: { ...scaled(format, plan.minutes), agreements: agreementsOf(format) } })
		.returning();
	await create(tx, row!);
	const holding = await willing(tx, held, seriesId);
	for (const [index, holder] of holding.slice(0, plan.seats).entries()) await seatFacilitator(tx, row!.id, index + 1, holder);
	await seatCohort(tx, row!.id, now);
	return row!.id;
}

/** A gathering in a list. */
export interface Upcoming {
	id: string;
	circleId: string;
	title: string;
	startsAt: Date;
	zone: string;
	minutes: number;
	formatTitle: string;
	/** Evenings its format asks people to have been to before. */
	wanted: Orientation[];
	/** The reader's own seat, if they have one. */
	seat: Seat | null;
	/** Nobody sits in them, and they are kept for nobody who waited. */
	free: number;
}

/** What is still to come, or on now, in some circles; earliest first. */
export async function upcoming(visitor: Visitor, circleIds: string[] | 'open', now = new Date()): Promise<Upcoming[]> {
	if (circleIds.length === 0) return [];
	const { account } = visitor.locals;
	const which =
		circleIds === 'open'
			? and(eq(circles.access, 'open'), eq(circles.rehearsal, false), account ? openTo(account.id) : undefined)
			: inArray(circles.id, circleIds);
	const rows = await db()
		.select({ gathering: gatherings, title: circles.title })
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(and(which, isNull(gatherings.cancelledAt), gt(gatherings.startsAt, new Date(now.getTime() - 4 * 60 * minuteMs))))
		.orderBy(asc(gatherings.startsAt))
		.limit(100);
	const ahead = rows.filter(({ gathering }) => endOf(gathering) > now);
	const ids = ahead.map(({ gathering }) => gathering.id);
	const [sat, free] = await Promise.all([
		seatsIn(ids),
		freeIn(
			ahead.map(({ gathering }) => gathering),
			now
		)
	]);
	const mine = isMine(visitor);
	return ahead.map(({ gathering: { id, circleId, startsAt, zone, minutes, format }, title }) => {
		const seat = sat.find((row) => row.gatheringId === id && mine(row))?.seat ?? null;
		return {
			id,
			circleId,
			title,
			startsAt,
			zone,
			minutes,
			formatTitle: format.title,
			wanted: wantedBefore({ prerequisite: null }, format),
			seat,
			free: free.get(id)!
		};
	});
}

/** When a gathering's planned time is over. */
export const endOf = ({ startsAt, minutes }: Pick<Gathering, 'startsAt' | 'minutes'>): Date =>
	new Date(startsAt.getTime() + minutes * minuteMs);

/** A gathering by its id, or null. The caller has checked that the text is an id. */
export async function gatheringById(id: string): Promise<Gathering | null> {
	const [found] = await db().select().from(gatherings).where(eq(gatherings.id, id));
	return found ?? null;
}

/** Where a gathering is in its course. */
export async function lifecycleOf(id: string): Promise<Lifecycle> {
	return (await look(id))?.state.value.lifecycle ?? 'cancelled';
}

async function seatsIn(ids: string[]) {
	if (ids.length === 0) return [];
	return db()
		.select({ gatheringId: seats.gatheringId, seat: seats.seat, accountId: seats.accountId, guestHash: seats.guestHash })
		.from(seats)
		.where(inArray(seats.gatheringId, ids));
}

function isMine(visitor: Visitor) {
	const { account } = visitor.locals;
	const guests = new Set(guestSecrets(visitor).map(hashOf));
	return (row: { accountId: string | null; guestHash: string | null }) =>
		(account !== null && row.accountId === account.id) || (row.guestHash !== null && guests.has(row.guestHash));
}
