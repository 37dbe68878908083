// Every rule by its command: the one table. A command without a rule here is a type error, and an unknown one is refused.

import type { Rules } from './asking.ts';
import { careRules } from './care/rules.ts';
import { careRoomRules } from './care-room/rules.ts';
import { cardRules } from './cards/cards.ts';
import { courseRules } from './course/rules.ts';
import { keptRules } from './kept.ts';
import { pairRules } from './pairs/rules.ts';
import { pieceRules } from './piece/rules.ts';
import { seatRules } from './seats/rules.ts';
import { signalRules } from './signals/rules.ts';
import type { SeatCommand, Standing } from './types.ts';

export const rules: Rules<SeatCommand['type']> = {
	...seatRules,
	...courseRules,
	...pieceRules,
	...pairRules,
	...signalRules,
	...careRules,
	...careRoomRules,
	...cardRules,
	...keptRules
};

/** The call for support, and what its owner does with it: from anywhere. */
const call = ['SUPPORT', 'SAY_MORE', 'CALL_AGAIN', 'WITHDRAW_SUPPORT', 'END_TRY'] as const;
const own = ['SAY_MORE', 'WITHDRAW_SUPPORT'] as const;

/** What somebody may do who does not sit in the ring. Who sits there may do whatever its rule lets through. */
export const outside: { readonly [S in Standing]?: readonly SeatCommand['type'][] } = {
	invited: ['JOIN', ...call],
	waiting: ['JOIN', 'LEAVE', 'WISH', 'PAIR_WISH', ...call],
	left: ['JOIN', 'LEAVE', 'SAY_OF_PAUSE', 'OPEN_CARD', 'CLOSE_CASE', ...call],
	denied: ['JOIN', ...own],
	removed: ['JOIN', ...own]
};

/** What may still be done when the gathering is over: somebody is looked after, and a call is closed by a person. */
export const afterwards: readonly SeatCommand['type'][] = ['OPEN_CARD', 'CLOSE_CASE', ...own];

/** Accepted means that something changed, but for these: a seat given back anew is somebody else's, which only the shell knows. */
export const repeatable: readonly SeatCommand['type'][] = ['RESEAT'];
