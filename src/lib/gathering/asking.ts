// What a rule is: it looks at a state, at who asks and when, and says no with a code or lets the command through.

import type { State } from './state.ts';
import type { Command, CommandType, Instant, RefusalCode, SeatState } from './types.ts';

/** What a rule looks at: the state, who asks (a seat that exists), and when. */
export interface Asking {
	state: State;
	me: SeatState;
	now: Instant;
}
/** A refusal, or null for "go ahead". */
export type No = RefusalCode | null;

/** The command of one type. */
export type Of<T extends CommandType> = Extract<Command, { type: T }>;
/** One rule for each of these commands: a missing one is a type error. */
export type Rules<T extends CommandType> = { readonly [K in T]: (asking: Asking, command: Of<K>) => No };
