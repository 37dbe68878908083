// Writing instead of speaking: kept, and shown on this node at once to those who may read it.

import type { RefusalCode } from '../../gathering/types.ts';
import { showWords } from './changes.ts';
import { writeTyped, type Written } from '../gatherings/typed.ts';

/** Shows what a seat has written so far to those it is for. Returns a coded no, or null when it is done. */
export async function writeWords(words: Written): Promise<RefusalCode | null> {
	const kept = await writeTyped(words);
	if (typeof kept === 'object') return kept.refused;
	if (kept === 'newest') showWords(words);
	return null;
}
