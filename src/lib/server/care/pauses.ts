// The pauses of one gathering, read from its log: who led each, from when until when. Changes nothing.

import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { ResumeMode, Seat, TakeoverKind } from '../../gathering/types.ts';
import { db } from '../db/index.ts';
import { events, gatherings } from '../db/schema-gatherings.ts';

export interface Logged {
	version: number;
	at: Date;
	actor: number;
	type: string;
	data: unknown;
}
export interface Pause {
	/** The version of the event that began it. */
	takeover: number;
	leaders: Seat[];
	from: Date;
	/** Null while it lasts. */
	until: Date | null;
	kind: TakeoverKind;
	/** Null while it lasts. `lost`: nobody led it any more, or it became a technical pause. */
	ended: 'resumed' | 'closing' | 'lost' | 'ended' | null;
}

/** Folds a log into its pauses, by what each event says of who leads from then on; one that was undone was none. */
export function pausesIn(log: Logged[]): Pause[] {
	const all: Pause[] = [];
	for (const { version, at, type, data } of log) {
		const { led, kind } = (data ?? {}) as { led?: Seat | null; kind?: TakeoverKind };
		const last = all.at(-1);
		const open = last?.until === null ? last : undefined;
		if (type === 'END' && open) Object.assign(open, { until: at, ended: 'ended' });
		else if (led === undefined) continue;
		else if (type === 'UNDO_TAKEOVER') all.pop();
		else if (type === 'TAKE_BACK' && last && led !== null) Object.assign(last, { until: null, ended: null });
		else if (led === null) Object.assign(open ?? {}, { until: at, ended: endOf(type, data) });
		else if (open) open.leaders.push(led);
		else all.push({ takeover: version, leaders: [led], from: at, until: null, kind: kind ?? 'support', ended: null });
	}
	return all;
}

function endOf(type: string, data: unknown): Pause['ended'] {
	return type !== 'RESUME' ? 'lost' : (data as { mode: ResumeMode }).mode === 'toClosing' ? 'closing' : 'resumed';
}

/** The pauses of a gathering, and when the last of these events was: once it is over, that is its end. */
export async function pausesOf(gatheringId: string): Promise<{ pauses: Pause[]; lastAt: Date | null }> {
	const log = await db()
		.select({ version: events.version, at: events.at, actor: events.actor, type: events.type, data: events.data })
		.from(events)
		.innerJoin(gatherings, eq(gatherings.no, events.gathering))
		.where(and(eq(gatherings.id, gatheringId), or(inArray(events.type, ['END', 'TIMER']), sql`${events.data} -> 'led' is not null`)))
		.orderBy(asc(events.version));
	return { pauses: pausesIn(log), lastAt: log.at(-1)?.at ?? null };
}
