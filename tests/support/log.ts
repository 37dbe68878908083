// A gathering as its log alone tells it, and what of it each person's screen has to show.

import { beginning, decide, stateOf, type Snapshot } from '../../src/lib/gathering/decide.ts';
import { lasting } from '../../src/lib/gathering/lasting.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Actor, Command, Format, Seat } from '../../src/lib/gathering/words.ts';
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

/** The snapshot after each event, and before the first of them. Throws where the log tells of something that is refused. */
export async function folded(format: Format, no: number): Promise<{ event: Logged | null; snapshot: Snapshot }[]> {
	const [row] = await sql()<{ at: number }[]>`select (extract(epoch from starts_at) * 1000)::float8 as at from gatherings where no = ${no}`;
	let snapshot = beginning(format, { startsAt: row!.at });
	const all: { event: Logged | null; snapshot: Snapshot }[] = [{ event: null, snapshot }];
	for (const event of await logOf(no)) {
		const decided = decide(format, snapshot, { type: event.type, ...event.data } as Command, actorOf(event.actor), event.at);
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

/** [V1] The events after which that seat's screen has to say something else. */
export async function newsFor(format: Format, no: number, seat: Seat): Promise<Logged[]> {
	let before = '';
	return (await folded(format, no)).flatMap(({ event, snapshot }) => {
		const state = stateOf(format, snapshot);
		if (!event || !state.context.seats.some((s) => s.seat === seat)) return [];
		const now = says(viewFor(state, { gathering: '', version: 0, now: event.at, seat, title: '', people: new Map() }));
		const news = now !== before;
		before = now;
		return news ? [event] : [];
	});
}
