// What is written instead of spoken, while it lasts: shown live to those who may read it, never in the log, gone with
// the turn or the room.

import type { Snapshot } from '../../gathering/decide.ts';
import type { RefusalCode, Seat } from '../../gathering/types.ts';
import { refuseWriting } from '../../gathering/writing.ts';
import { sql } from '../db/index.ts';
import { formatOf } from './formats.ts';
import { stateIn } from './readable.ts';

export interface Written {
	gathering: string;
	/** The turn it is written in, or the page of a room beside the circle. */
	turnId: string;
	seat: Seat;
	text: string;
	/** Rises with each change; an older one never replaces a newer one. */
	revision: number;
}

/**
 * Keeps what was written so far and tells the other nodes. Looks under the gathering's lock whether this seat may, so that
 * no word outlives its turn or room.
 * @returns `older` when a newer revision is kept already, or a coded no
 */
export async function writeTyped(words: Written): Promise<'newest' | 'older' | { refused: RefusalCode }> {
	const { gathering, turnId, seat, text, revision } = words;
	const format = await formatOf(gathering);
	if (!format) return { refused: 'no-such-seat' };
	return sql().begin(async (q) => {
		const [machine] = await q<{ snapshot: Snapshot }[]>`select snapshot from machines where gathering_id = ${gathering} for share`;
		const refused = machine ? refuseWriting(stateIn(gathering, format, machine.snapshot), seat, turnId) : 'no-such-seat';
		if (refused) return { refused };
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
export const writtenNow = (gatherings: string[]): Promise<Written[]> =>
	sql()<Written[]>`
	select gathering_id as gathering, turn_id as "turnId", seat, text, revision
	from words where gathering_id = any(${gatherings}::uuid[])`.then((rows) => [...rows]);
