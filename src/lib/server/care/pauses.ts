// The pauses of one gathering, read from its log: who led each, from when until when. Changes nothing.

import { and, asc, eq, inArray } from 'drizzle-orm';
import type { ResumeMode, Seat, TakeoverKind } from '../../gathering/words.ts';
import { db } from '../db/index.ts';
import { events, gatherings } from '../db/schema.ts';

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

const types = ['TAKEOVER', 'UNDO_TAKEOVER', 'DELEGATE', 'ACCEPT_CARE', 'RESUME', 'TECHNICAL_PAUSE', 'TIMER', 'END'];

/** Folds a log into its pauses; one that was undone was none. */
export function pausesIn(log: Logged[]): Pause[] {
	const all: Pause[] = [];
	for (const { version, at, actor, type, data } of log) {
		const last = all.at(-1);
		const open = last?.until === null ? last : null;
		if (type === 'TAKEOVER') {
			if (open) Object.assign(open, { until: at, ended: 'lost' });
			all.push({ takeover: version, leaders: [actor], from: at, until: null, kind: (data as { kind: TakeoverKind }).kind, ended: null });
		} else if (!open) continue;
		else if (type === 'UNDO_TAKEOVER') all.pop();
		else if (type === 'DELEGATE') open.leaders.push((data as { to: Seat }).to);
		else if (type === 'ACCEPT_CARE') {
			const { led } = (data ?? {}) as { led?: Seat | null };
			if (led) open.leaders.push(led);
			else if (led === null) Object.assign(open, { until: at, ended: 'lost' });
		} else if (type !== 'TIMER' || (data as { name: string }).name === 'leader') Object.assign(open, { until: at, ended: endOf(type, data) });
	}
	return all;
}

function endOf(type: string, data: unknown): Pause['ended'] {
	if (type === 'RESUME') return (data as { mode: ResumeMode }).mode === 'toClosing' ? 'closing' : 'resumed';
	return type === 'END' ? 'ended' : 'lost';
}

/** The pauses of a gathering, and when the last of these events was: once it is over, that is its end. */
export async function pausesOf(gatheringId: string): Promise<{ pauses: Pause[]; lastAt: Date | null }> {
	const log = await db()
		.select({ version: events.version, at: events.at, actor: events.actor, type: events.type, data: events.data })
		.from(events)
		.innerJoin(gatherings, eq(gatherings.no, events.gathering))
		.where(and(eq(gatherings.id, gatheringId), inArray(events.type, types)))
		.orderBy(asc(events.version));
	return { pauses: pausesIn(log), lastAt: log.at(-1)?.at ?? null };
}
