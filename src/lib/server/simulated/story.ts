// What happened in a practice, read from its log: every command is decided again, as it was. Changes nothing.

import { asc, eq } from 'drizzle-orm';
import { beginning, decide, stateOf } from '../../gathering/decide.ts';
import { practiceOf } from '../../gathering/formats/practices.ts';
import type { Actor, Command, Seat } from '../../gathering/types.ts';
import { db } from '../db/index.ts';
import { events, gatherings } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { follow, sentencesOf, type ToldMoment } from './told.ts';

const actorOf = (number: number): Actor =>
	number > 0 ? { kind: 'seat', seat: number } : { kind: number === 0 ? 'house' : number === -1 ? 'clock' : 'host' };

/** What is practised in a gathering and what happened, for the person in this seat; null where nothing is practised. */
export async function storyOf(gatheringId: string, me: Seat): Promise<{ title: string; happened: string[] } | null> {
	const [plan] = await db().select().from(gatherings).where(eq(gatherings.id, gatheringId));
	const practice = plan && practiceOf(plan.format);
	if (!practice) return null;
	const [log, people] = await Promise.all([
		db()
			.select({ at: events.at, actor: events.actor, type: events.type, data: events.data })
			.from(events)
			.where(eq(events.gathering, plan.no))
			.orderBy(asc(events.version)),
		db().select({ seat: seats.seat, name: seats.name }).from(seats).where(eq(seats.gatheringId, gatheringId))
	]);
	const told = follow(replayed(plan.format, plan.startsAt.getTime(), log));
	return { title: practice.title, happened: sentencesOf(told, me, (seat) => people.find((one) => one.seat === seat)?.name ?? 'Somebody') };
}

function* replayed(
	format: (typeof gatherings.$inferSelect)['format'],
	startsAt: number,
	log: { at: Date; actor: number; type: string; data: unknown }[]
): Generator<ToldMoment> {
	let snapshot = beginning(format, { startsAt });
	for (const { at, actor, type, data } of log) {
		const answer = decide(format, snapshot, { type, ...(data as object | null) } as Command, actorOf(actor), at.getTime());
		if ('refused' in answer) continue;
		snapshot = answer.next;
		yield { at: at.getTime(), state: stateOf(format, snapshot) };
	}
}
