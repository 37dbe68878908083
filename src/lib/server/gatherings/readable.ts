// A stored machine as a state, and which gatherings of this node have none: one that cannot be read is known, said, and alone.

import { stateOf, type Snapshot } from '../../gathering/decide.ts';
import type { State } from '../../gathering/state.ts';
import type { Format } from '../../gathering/types.ts';

/** What is stored of a gathering is nothing this version can go on from. */
export class Unreadable extends Error {
	override name = 'Unreadable';
}

const unreadable = new Set<string>();

/** The state of a gathering as it is stored. @throws {Unreadable} when it is none; only this gathering is affected */
export function stateIn(gathering: string, format: Format, snapshot: Snapshot): State {
	try {
		const state = stateOf(format, snapshot);
		unreadable.delete(gathering);
		return state;
	} catch (cause) {
		unreadable.add(gathering);
		throw new Unreadable('stored as nothing that can be gone on from', { cause });
	}
}

/** The gatherings that this node tried in vain to read, until it can. */
export const unreadableHere = (): string[] => [...unreadable];
