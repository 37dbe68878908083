// A turn in writing, while it lasts: shown live to the circle, never in the log, gone when the turn ends.

import type { State } from '../../gathering/state.ts';
import { pieceOf } from '../../gathering/state.ts';
import type { RefusalCode, Seat } from '../../gathering/words.ts';
import { sql } from '../db/index.ts';

export interface Written {
	gathering: string;
	turnId: string;
	seat: Seat;
	text: string;
	/** Rises with each change; an older one never replaces a newer one. */
	revision: number;
}

/** Whether this seat may write in this turn now: the holder or the responder, and only who chose to type. */
export function mayWrite(state: State, seat: Seat, turnId: string): RefusalCode | null {
	const { turn, seats } = state.context;
	if (turn?.turnId !== turnId) return 'turn-over';
	if (state.value.hold === 'takeover' || state.value.hold === 'technicalPause') return 'held';
	const piece = pieceOf(state);
	const holds = (piece === 'speaking' || piece === 'silent') && turn.seat === seat;
	const asked = seats.find((s) => s.seat === turn.seat)?.wish === 'ask' && turn.seat === seat;
	const responds = piece === 'responding' && (turn.responder === seat || asked);
	if (!holds && !responds) return 'not-holder';
	return seats.find((s) => s.seat === seat)?.typing ? null : 'not-now';
}

/**
 * Keeps what was written so far and tells the other nodes.
 * @returns `older` when a newer revision is kept already, `turn-over` when the turn has ended
 */
export async function write(words: Written): Promise<'newest' | 'older' | 'turn-over'> {
	const { gathering, turnId, seat, text, revision } = words;
	// The turn is looked at again under the row's lock, so that no word outlives it.
	return sql().begin(async (q) => {
		const [machine] = await q`
			select 1 from machines where gathering_id = ${gathering}
				and snapshot->'context'->'turn'->>'turnId' = ${turnId} for share`;
		if (!machine) return 'turn-over';
		const [kept] = await q`
			insert into words (gathering_id, turn_id, seat, text, revision)
			values (${gathering}, ${turnId}, ${seat}, ${text}, ${revision})
			on conflict (gathering_id, turn_id, seat) do update set text = excluded.text, revision = excluded.revision
				where words.revision < excluded.revision
			returning pg_notify('gatherings', ${`${gathering}:words`})`;
		return kept ? 'newest' : 'older';
	});
}

/** What is being written in these gatherings now. */
export const writtenNow = (gatherings: string[]): Promise<Written[]> => sql()<Written[]>`
	select gathering_id as gathering, turn_id as "turnId", seat, text, revision
	from words where gathering_id = any(${gatherings}::uuid[])`.then((rows) => [...rows]);
