// One gathering gets another time, or is called off: its machine, its plan and everybody with a seat learn of it together.

import { eq, sql } from 'drizzle-orm';
import { db, type Tx } from '../db/index.ts';
import { asRefusal, Abort } from '../db/abort.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { send } from '../gatherings/gatherings.ts';
import { note } from '../audit/index.ts';
import { tellAll } from '../mails/tell.ts';
import { tellSeated } from '../seats/seated.ts';
import { lockGathering, advanceLine, waitingIn } from '../seats/waiting.ts';

/** The plan as it stands, under the lock: true when it is not what the host saw. */
export type Stale = (plan: typeof gatherings.$inferSelect) => boolean;

export type MoveRefusal = 'changed-meanwhile' | 'doors-open' | 'same-time' | 'time-past' | 'over';
type Done<R> = { ok: true } | { refused: R };

/** A moment, and the zone whose clock it stands on. */
export interface NewTime {
	startsAt: Date;
	zone: string;
}

/**
 * Moves a gathering whose lobby is not open yet. Whoever has a seat keeps it and is told; calendars learn of it by `revision`.
 * @param by the host's account
 * @param stale whether the plan is another than the host saw
 */
export const moveGathering = (
	id: string,
	to: NewTime,
	by: string,
	now = new Date(),
	stale: Stale = () => false
): Promise<Done<MoveRefusal>> =>
	db()
		.transaction(async (tx) => {
			await unlessStale(tx, id, stale);
			return moveIn(tx, id, to, by, now);
		})
		.catch(asRefusal<MoveRefusal>);

async function unlessStale(tx: Tx, id: string, stale: Stale): Promise<void> {
	const plan = await lockGathering(tx, id);
	if (plan && stale(plan)) throw new Abort('changed-meanwhile');
}

/** The same, inside a transaction. What cannot be moved is thrown as a refusal, when `strict`; else it is left as it is. */
export async function moveIn(tx: Tx, id: string, { startsAt, zone }: NewTime, by: string, now: Date, strict = true): Promise<{ ok: true }> {
	const plan = await lockGathering(tx, id);
	const answer = await send(id, { kind: 'host' }, { type: 'RESCHEDULE', startsAt: startsAt.getTime() }, null, tx);
	if (!plan || 'refused' in answer) {
		const codes: Record<string, MoveRefusal> = { 'too-late': 'doors-open', 'nothing-to-do': 'same-time', 'bad-request': 'time-past' };
		if (strict) throw new Abort('refused' in answer ? (codes[answer.refused] ?? 'over') : 'over');
		return { ok: true };
	}
	const moved = { startsAt, zone, movedFrom: plan.startsAt, revision: sql`${gatherings.revision} + 1` };
	await tx.update(gatherings).set(moved).where(eq(gatherings.id, id));
	// Moved there, back, and there again is told three times.
	const told = {
		kind: 'moved',
		occasion: `${startsAt.toISOString()} ${plan.revision + 1}`,
		data: { wasAt: plan.startsAt.toISOString() }
	} as const;
	await tellSeated(tx, id, told.kind, told.occasion, told.data);
	await tellAll(tx, await waitingIn(tx, id), { ...told, gathering: id });
	await advanceLine(tx, { ...plan, startsAt }, now);
	await note('gathering-moved', { actor: by, subject: by, gathering: id }, tx);
	return { ok: true };
}

/** Calls a gathering off that has not begun. Whoever has a seat, or waits for one, is told. */
export const cancelGathering = (
	id: string,
	by: string,
	now = new Date(),
	stale: Stale = () => false
): Promise<Done<'too-late' | 'changed-meanwhile'>> =>
	db()
		.transaction(async (tx) => {
			await unlessStale(tx, id, stale);
			return cancelIn(tx, id, by, now);
		})
		.catch(asRefusal<'too-late' | 'changed-meanwhile'>);

/** The same, inside a transaction. */
export async function cancelIn(tx: Tx, id: string, by: string, now: Date): Promise<Done<'too-late'>> {
	const plan = await lockGathering(tx, id);
	const answer = await send(id, { kind: 'host' }, { type: 'CANCEL' }, null, tx);
	if (!plan || 'refused' in answer) return { refused: 'too-late' };
	await tx
		.update(gatherings)
		.set({ cancelledAt: now, revision: sql`${gatherings.revision} + 1` })
		.where(eq(gatherings.id, id));
	await tellSeated(tx, id, 'cancelled', '');
	await advanceLine(tx, { ...plan, cancelledAt: now }, now);
	await note('gathering-cancelled', { actor: by, subject: by, gathering: id }, tx);
	return { ok: true };
}
