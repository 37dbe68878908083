// A gathering as its log alone tells it, and what of it each person's screen has to show.

import { running } from '../../src/lib/gathering/clocks.ts';
import type { Context } from '../../src/lib/gathering/context.ts';
import { beginning, decide, stateOf, type Snapshot } from '../../src/lib/gathering/decide.ts';
import { lasting } from '../../src/lib/gathering/lasting.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Actor, Command, Format, Seat, TimerName } from '../../src/lib/gathering/types.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { viewOf } from '../../src/lib/server/gatherings/gatherings.ts';

export interface Logged {
	version: number;
	stamp: number;
	at: number;
	actor: number;
	type: string;
	data: object | null;
}

/** Every event of a gathering, by `gatherings.no`. */
export const logOf = (no: number) => sql()<Logged[]>`
	select version, stamp::float8, (extract(epoch from at) * 1000)::float8 as at, actor, type, data
	from events where gathering = ${no} order by version`;

const actorOf = (n: number): Actor =>
	n > 0 ? { kind: 'seat', seat: n } : { kind: ({ 0: 'house', '-1': 'clock', '-2': 'host' } as const)[n as 0] };

const dayMs = 24 * 60 * 60_000;

/** A test may ring a clock before its time (`clocks.ts`): then it was due when it rang. */
function rung(snapshot: Snapshot, { type, at, data }: Logged): Snapshot {
	const copy = structuredClone(snapshot);
	const timer = type === 'TIMER' && (copy.context as Context).timers[(data as { name: TimerName }).name];
	if (timer && running(timer)) timer.at = Math.min(timer.at, at);
	return copy;
}

/**
 * The snapshot after each event, and before the first of them. Throws where the log tells of something that is refused.
 * @param early whether the test rang clocks before their time
 */
export async function folded(format: Format, no: number, early = false): Promise<{ event: Logged | null; snapshot: Snapshot }[]> {
	const [row] = await sql()<{ at: number }[]>`select (extract(epoch from starts_at) * 1000)::float8 as at from gatherings where no = ${no}`;
	const log = await logOf(no);
	// Where it was moved, the row tells where to; from when is told nowhere, and that it was another hour is all that matters here.
	const moved = log.some(({ type }) => type === 'RESCHEDULE');
	let snapshot = beginning(format, { startsAt: moved ? row!.at + dayMs : row!.at });
	const all: { event: Logged | null; snapshot: Snapshot }[] = [{ event: null, snapshot }];
	for (const event of log) {
		const decided = decide(
			format,
			early ? rung(snapshot, event) : snapshot,
			{ type: event.type, ...event.data } as Command,
			actorOf(event.actor),
			event.at
		);
		if ('refused' in decided) throw new Error(`version ${event.version}, ${event.type}, is refused: ${decided.refused}`);
		snapshot = decided.next;
		all.push({ event, snapshot });
	}
	return all;
}

/** What somebody's screen says, to be compared: all but what only time makes of it. */
export const says = (view: View): string => JSON.stringify(lasting(view));

/** What that seat's screen has to say now. */
export async function due(gathering: string, seat: Seat): Promise<string> {
	const view = await viewOf(gathering, seat);
	return view ? says(view) : '';
}

/** [V1] The events after which that seat's screen has to say something else. What was stored at once is shown at once: its last counts. */
export async function newsFor(format: Format, no: number, seat: Seat): Promise<Logged[]> {
	let before = '';
	const all = await folded(format, no, true);
	const stored = all.filter(({ event }, index) => event?.stamp !== all[index + 1]?.event?.stamp);
	return stored.flatMap(({ event, snapshot }) => {
		const state = stateOf(format, snapshot);
		if (!event || !state.context.seats.some((s) => s.seat === seat)) return [];
		const now = says(viewFor(state, { gathering: '', version: 0, now: event.at, seat, title: '', people: new Map() }));
		const news = now !== before;
		before = now;
		return news ? [event] : [];
	});
}
