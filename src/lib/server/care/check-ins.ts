// Check-ins: somebody wishes to be asked later how they are. What they answer stays in their browser, unless they tell
// somebody who holds the circle; then it is one of three words.

import { and, asc, desc, eq, isNotNull, isNull, lt, or } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { members } from '../db/schema-circles.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { checkInStep, checkIns, feeling } from '../db/schema-care.ts';
import { tell as write } from '../mails/tell.ts';
import { facilitatorsOf } from '../circles/circles.ts';

const dayMs = 24 * 60 * 60_000;
export const steps = checkInStep.enumValues;
export type Step = (typeof steps)[number];
export const feelings = feeling.enumValues;
export type Told = (typeof feelings)[number];

/** From the planned end of the gathering. In milliseconds. */
export const checkInMs: Record<Step, number> = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs };
/** From its sending, or from the telling: then it is forgotten. In milliseconds. */
export const checkInKeptMs = 14 * dayMs;

export interface Wished {
	step: Step;
	dueAt: Date;
}

/** What somebody may still wish for after this gathering, and what they wished for; null for a guest, whom no mail reaches. */
export async function wishesAfter(
	gatheringId: string,
	accountId: string,
	now = new Date()
): Promise<{ may: Wished[]; wished: Wished[] } | null> {
	const about = await sat(gatheringId, accountId);
	if (!about) return null;
	const all = steps.map((step) => ({ step, dueAt: new Date(about.endsAt + checkInMs[step]) }));
	const rows = await db()
		.select({ dueAt: checkIns.dueAt })
		.from(checkIns)
		.where(and(eq(checkIns.accountId, accountId), eq(checkIns.circleId, about.circleId), isNull(checkIns.sentAt)));
	const has = ({ dueAt }: Wished) => rows.some((row) => row.dueAt.getTime() === dueAt.getTime());
	return { may: all.filter((one) => one.dueAt > now && !has(one)), wished: all.filter(has) };
}

/** Wishes for these; what was wished already or is past is left out. Refused without a seat of one's own there. */
export async function wish(
	gatheringId: string,
	accountId: string,
	wanted: Step[],
	now = new Date()
): Promise<{ ok: true } | { refused: 'no-seat' }> {
	const about = await sat(gatheringId, accountId);
	if (!about) return { refused: 'no-seat' };
	const rows = wanted
		.map((step) => ({ step, dueAt: new Date(about.endsAt + checkInMs[step]) }))
		.filter(({ dueAt }) => dueAt > now)
		.map((one) => ({ ...one, accountId, circleId: about.circleId }));
	if (rows.length > 0) await db().insert(checkIns).values(rows).onConflictDoNothing();
	return { ok: true };
}

/** Everything somebody wished for and that was not sent yet. */
export async function wishesOf(accountId: string): Promise<Wished[]> {
	return db()
		.select({ step: checkIns.step, dueAt: checkIns.dueAt })
		.from(checkIns)
		.where(and(eq(checkIns.accountId, accountId), isNull(checkIns.sentAt)))
		.orderBy(asc(checkIns.dueAt));
}

/** Takes back everything that was not sent yet. */
export async function takeWishesBack(accountId: string): Promise<void> {
	await db()
		.delete(checkIns)
		.where(and(eq(checkIns.accountId, accountId), isNull(checkIns.sentAt)));
}

/** One that was sent; null when there is none. It says whose it is, and nothing that a page would show to others. */
export async function checkInById(id: string) {
	const [found] = await db()
		.select()
		.from(checkIns)
		.where(and(eq(checkIns.id, id), isNotNull(checkIns.sentAt)));
	return found ?? null;
}

/** Whom the owner of a check-in may tell: those who hold its circle. */
export async function mayTell(circleId: string, accountId: string): Promise<{ accountId: string; name: string }[]> {
	const all = await facilitatorsOf(circleId);
	return all.filter((one) => one.role !== 'guardian' && one.accountId !== accountId).map(({ accountId, name }) => ({ accountId, name }));
}

/**
 * Tells one person who holds the circle how one is, in one word of the list. They get a mail that says nothing of it.
 * @param accountId of whoever tells, who must own the check-in
 */
export async function tellOfCheckIn(
	id: string,
	accountId: string,
	word: Told,
	to: string,
	now = new Date()
): Promise<{ ok: true } | { refused: 'not-yours' | 'not-holding' }> {
	const found = await checkInById(id);
	if (found?.accountId !== accountId) return { refused: 'not-yours' };
	const { circleId: circle } = found;
	if (!(await mayTell(circle, accountId)).some((one) => one.accountId === to)) return { refused: 'not-holding' };
	await db().transaction(async (tx) => {
		await tx.update(checkIns).set({ told: word, toldTo: to, toldAt: now }).where(eq(checkIns.id, id));
		await write(tx, { kind: 'toldYou', account: to, circle, occasion: now.toISOString() });
	});
	return { ok: true };
}

/** What was told to somebody who holds this circle, the newest first. Nobody else reads it. */
export async function toldTo(accountId: string, circleId: string): Promise<{ name: string; word: Told; at: Date }[]> {
	const rows = await db()
		.select({ name: members.name, account: accounts.name, word: checkIns.told, at: checkIns.toldAt })
		.from(checkIns)
		.innerJoin(accounts, eq(accounts.id, checkIns.accountId))
		.leftJoin(members, and(eq(members.accountId, checkIns.accountId), eq(members.circleId, checkIns.circleId)))
		.where(and(eq(checkIns.toldTo, accountId), eq(checkIns.circleId, circleId), isNotNull(checkIns.told)))
		.orderBy(desc(checkIns.toldAt));
	return rows.map(({ name, account, word, at }) => ({ name: name ?? account, word: word!, at: at! }));
}

/** Forgets what was sent, or told, long enough ago; and what could never be sent. */
export async function forgetCheckIns(now: Date): Promise<void> {
	const before = new Date(now.getTime() - checkInKeptMs);
	await db()
		.delete(checkIns)
		.where(
			and(
				lt(checkIns.dueAt, before),
				or(isNull(checkIns.sentAt), lt(checkIns.sentAt, before)),
				or(isNull(checkIns.toldAt), lt(checkIns.toldAt, before))
			)
		);
}

/** The circle and planned end of a gathering in which this account has a seat; null without one. In milliseconds. */
async function sat(gatheringId: string, accountId: string): Promise<{ circleId: string; endsAt: number } | null> {
	const [row] = await db()
		.select({ circleId: gatherings.circleId, startsAt: gatherings.startsAt, minutes: gatherings.minutes })
		.from(gatherings)
		.innerJoin(seats, and(eq(seats.gatheringId, gatherings.id), eq(seats.accountId, accountId)))
		.where(and(eq(gatherings.id, gatheringId), isNull(gatherings.cancelledAt)));
	return row ? { circleId: row.circleId, endsAt: row.startsAt.getTime() + row.minutes * 60_000 } : null;
}
