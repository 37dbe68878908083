// Writing one's turn: allowed to whoever holds the piece by typing, kept, and shown on this node at once.

import type { RefusalCode } from '../../gathering/words.ts';
import { showWords } from '../live/changes.ts';
import { look } from './gatherings.ts';
import { mayWrite, write, type Written } from './words.ts';

/** Shows what a seat has written so far to the circle. Returns a coded no, or null when it is done. */
export async function writeWords(words: Written): Promise<RefusalCode | null> {
	const newest = await look(words.gathering);
	if (!newest) return 'no-such-seat';
	const refused = mayWrite(newest.state, words.seat, words.turnId);
	if (refused) return refused;
	const kept = await write(words);
	if (kept === 'turn-over') return 'turn-over';
	if (kept === 'newest') showWords(words);
	return null;
}
