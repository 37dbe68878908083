// The roster as it is kept: what people said about when they are on call, and whose word counts.

import { and, asc, desc, eq, gt, lt } from 'drizzle-orm';
import type { Fragment } from 'postgres';
import { db, sql } from '../db/index.ts';
import { circleFacilitators, circles } from '../db/schema-circles.ts';
import { onCallShifts, onCallTimes, pages } from '../db/schema-oncall.ts';
import { onCallLimits } from './limits.ts';
import { onCallAt, type Duty, type Said, type Shift } from './roster.ts';

/** Somebody whose being on call counts. */
export interface Ready {
	accountId: string;
	name: string;
	email: string;
	duty: Duty;
}
export type DutyRefusal = 'too-many-times' | 'no-such-circle' | 'time-odd';
type Done = { ok: true } | { refused: DutyRefusal };

/** Everybody whose word counts, with all they said: for one circle or for many. */
interface Roster {
	people: Omit<Ready, 'duty'>[];
	shifts: (Shift & Scope)[];
	times: (Said & Scope)[];
	holds: { accountId: string; circleId: string }[];
}
interface Scope {
	accountId: string;
	circleId: string | null;
}

/**
 * Those whose word counts: credentialed until a moment, not locked, and with a test page answered lately. One statement, which the
 * driver prepares: an alert waits for it.
 * @param until credentials must last until then
 */
async function rosterOf(now: Date, until: Date): Promise<Roster> {
	const q = sql();
	const proven = new Date(now.getTime() - onCallLimits.provenMs).toISOString();
	const ms = (column: Fragment) => q`(extract(epoch from ${column}) * 1000)::float8`;
	const [row] = await q<[Roster]>`
		with good as (select distinct account_id as id from credentials where revoked_at is null and expires_at > ${until.toISOString()})
		select
			(select coalesce(jsonb_agg(jsonb_build_object('accountId', a.id, 'name', a.name, 'email', a.email) order by a.created_at), '[]')
				from accounts a where not a.locked and a.id in (select id from good)
					and exists (select 1 from pages p where p.account_id = a.id and p.kind = 'test' and p.answered_at > ${proven})) as people,
			(select coalesce(jsonb_agg(jsonb_build_object('accountId', account_id, 'circleId', circle_id, 'zone', zone, 'weekday', weekday,
					'fromMinute', from_minute, 'untilMinute', until_minute)), '[]')
				from on_call_shifts where account_id in (select id from good)) as shifts,
			(select coalesce(jsonb_agg(jsonb_build_object('accountId', account_id, 'circleId', circle_id, 'on', "on",
					'from', ${ms(q`"from"`)}, 'until', ${ms(q`until`)}, 'saidAt', ${ms(q`created_at`)})), '[]')
				from on_call_times where account_id in (select id from good) and until > ${now.toISOString()}) as times,
			(select coalesce(jsonb_agg(jsonb_build_object('accountId', account_id, 'circleId', circle_id)), '[]')
				from circle_facilitators where account_id in (select id from good)) as holds`;
	return row;
}

/** What somebody said for one circle counts only there, and only while they hold it. */
function readyIn({ people, shifts, times, holds }: Roster, circleId: string): Ready[] {
	return people.map((one) => {
		const held = holds.some((h) => h.accountId === one.accountId && h.circleId === circleId);
		const counts = (said: { accountId: string; circleId: string | null }) =>
			said.accountId === one.accountId && (said.circleId === null || (held && said.circleId === circleId));
		return { ...one, duty: { shifts: shifts.filter(counts), said: times.filter(counts) } };
	});
}

/**
 * Those whose word counts for a circle.
 * @param until credentials must last until then
 */
export const readyFor = async (circleId: string, now: Date, until = now): Promise<Ready[]> => readyIn(await rosterOf(now, until), circleId);

const asSaid = ({ on, from, until, createdAt }: typeof onCallTimes.$inferSelect) => ({
	on,
	from: from.getTime(),
	until: until.getTime(),
	saidAt: createdAt.getTime()
});

/** Who is on call at this moment, circle by circle: asked once for many of them. */
export async function onCallIn(now: Date): Promise<(circleId: string) => Ready[]> {
	const roster = await rosterOf(now, now);
	return (circleId) => readyIn(roster, circleId).filter(({ duty }) => onCallAt(duty, now.getTime()));
}

/** Who is on call for a circle at this moment. */
export const onCallNow = async (circleId: string, now: Date): Promise<Ready[]> => (await onCallIn(now))(circleId);

/** Until when an account's last answered test page counts; null when none does. */
export async function provenUntil(accountId: string, now = new Date()): Promise<Date | null> {
	const [found] = await db()
		.select({ at: pages.answeredAt })
		.from(pages)
		.where(
			and(eq(pages.kind, 'test'), eq(pages.accountId, accountId), gt(pages.answeredAt, new Date(now.getTime() - onCallLimits.provenMs)))
		)
		.orderBy(desc(pages.answeredAt))
		.limit(1);
	return found?.at ? new Date(found.at.getTime() + onCallLimits.provenMs) : null;
}

/** What one person said, as rows with ids, for their own page. Over is left out. */
export async function ownDuty(accountId: string, now = new Date()) {
	const [shifts, times, held] = await Promise.all([
		db()
			.select()
			.from(onCallShifts)
			.where(eq(onCallShifts.accountId, accountId))
			.orderBy(asc(onCallShifts.weekday), asc(onCallShifts.fromMinute)),
		db()
			.select()
			.from(onCallTimes)
			.where(and(eq(onCallTimes.accountId, accountId), gt(onCallTimes.until, now)))
			.orderBy(asc(onCallTimes.from)),
		db()
			.select({ id: circles.id, title: circles.title })
			.from(circles)
			.innerJoin(circleFacilitators, eq(circleFacilitators.circleId, circles.id))
			.where(and(eq(circleFacilitators.accountId, accountId), eq(circles.rehearsal, false)))
			.orderBy(asc(circles.title))
	]);
	return { shifts, times, circles: held };
}

/** Where somebody stands at a moment, in any of their scopes. */
export async function isOnCall(accountId: string, now = new Date()): Promise<boolean> {
	const { shifts, times } = await ownDuty(accountId, now);
	const scopes = new Set([null, ...shifts.map((s) => s.circleId), ...times.map((t) => t.circleId)]);
	const within = (circleId: string | null) => (row: { circleId: string | null }) => row.circleId === null || row.circleId === circleId;
	return [...scopes].some((scope) =>
		onCallAt({ shifts: shifts.filter(within(scope)), said: times.filter(within(scope)).map(asSaid) }, now.getTime())
	);
}

/** Adds a shift to somebody's week. `circleId` null: for every circle of this instance. The shift must have been checked. */
export async function addShift(accountId: string, circleId: string | null, shift: Shift): Promise<Done> {
	const { shifts, circles: held } = await ownDuty(accountId);
	if (shifts.length >= onCallLimits.mostShifts) return { refused: 'too-many-times' };
	if (circleId !== null && !held.some(({ id }) => id === circleId)) return { refused: 'no-such-circle' };
	await db()
		.insert(onCallShifts)
		.values({ accountId, circleId, ...shift });
	return { ok: true };
}

/** Somebody says that they are on call, or away, for a time. Away is away from everything. */
export async function sayTime(
	accountId: string,
	{ on, from, until, circleId }: { on: boolean; from: Date; until: Date; circleId: string | null },
	now = new Date()
): Promise<Done> {
	const { times, circles: held } = await ownDuty(accountId, now);
	if (times.length >= onCallLimits.mostTimes) return { refused: 'too-many-times' };
	if (circleId !== null && !held.some(({ id }) => id === circleId)) return { refused: 'no-such-circle' };
	const longest = on ? onCallLimits.longestNowMs : onCallLimits.farthestAwayMs;
	if (!(until > from && until > now) || until.getTime() - now.getTime() > longest) return { refused: 'time-odd' };
	await db()
		.insert(onCallTimes)
		.values({ accountId, circleId: on ? circleId : null, on, from, until });
	return { ok: true };
}

/** Takes back one shift or one time of somebody's own. */
export async function takeBack(accountId: string, id: string): Promise<void> {
	await db()
		.delete(onCallShifts)
		.where(and(eq(onCallShifts.accountId, accountId), eq(onCallShifts.id, id)));
	await db()
		.delete(onCallTimes)
		.where(and(eq(onCallTimes.accountId, accountId), eq(onCallTimes.id, id)));
}

/** Somebody ends their "on call now". */
export async function endNow(accountId: string, now = new Date()): Promise<void> {
	await db()
		.delete(onCallTimes)
		.where(and(eq(onCallTimes.accountId, accountId), eq(onCallTimes.on, true), lt(onCallTimes.from, new Date(now.getTime() + 1000))));
}
