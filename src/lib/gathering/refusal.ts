// Who may do what, when: the one place that says no. Asked before the machine hears a command.

import { running } from './clocks.ts';
import { seatIn } from './context.ts';
import { refuseCard } from './cards.ts';
import { refuseCare } from './refuse-care.ts';
import { refuseCareRoom } from './refuse-care-room.ts';
import { refuseCourse } from './refuse-course.ts';
import { refusePairing, refusePairs } from './refuse-pairs.ts';
import { refusePiece } from './refuse-piece.ts';
import { refuseSignals } from './refuse-signals.ts';
import { refuseHouse, refuseSeats } from './refuse-seats.ts';
import { over, type State } from './state.ts';
import type { Actor, Command, Instant, RefusalCode, SeatState } from './words.ts';

/** What a rule looks at: the state, who asks (a seat that exists), and when. */
export interface Asking {
	state: State;
	me: SeatState;
	now: Instant;
}
/** A refusal, or null for "go ahead". */
export type No = RefusalCode | null;

const houseCommands = new Set<Command['type']>(['SEAT', 'CREDENTIAL', 'UNSEAT', 'CONNECTION', 'OUTAGE', 'COVER', 'ON_CALL', 'REACHED', 'LOOKED_AFTER']);

/** [T4] A timer that was stopped, moved or started anew since is stale: whoever fired it was late. */
function refuseTimer(state: State, e: Extract<Command, { type: 'TIMER' }>, now: Instant): No {
	const timer = state.context.timers[e.name];
	return timer?.id === e.id && running(timer) && timer.at <= now ? null : 'stale-timer';
}

/**
 * Says whether a command is refused now, and why.
 * @returns a code, or null when the machine should hear it
 */
export function refusal(state: State, command: Command, by: Actor, now: Instant): No {
	if (houseCommands.has(command.type))
		return by.kind === 'house' ? refuseHouse(state, command, now) : 'not-permitted';
	if (command.type === 'TIMER')
		return by.kind === 'clock' ? refuseTimer(state, command, now) : 'not-permitted';
	if (command.type === 'REMOVE' && by.kind === 'house') return over(state) ? 'over' : refuseHouse(state, command, now);
	if (command.type === 'PAIR') return by.kind === 'house' ? refusePairing(state, command.pairs) : 'not-permitted';
	if (command.type === 'CANCEL') return refuseCancel(state, by);
	if (command.type === 'RESCHEDULE') return refuseReschedule(state, command.startsAt, by, now);
	if (by.kind !== 'seat') return 'not-permitted';
	const me = seatIn(state.context, by.seat);
	if (me && command.type === 'OPEN_CARD') return refuseCard({ state, me, now }, command.seat);
	if (over(state)) return 'over';
	if (!me) return 'not-seated';
	const asking = { state, me, now };
	return (
		refuseSeats(asking, command) ??
		refuseCourse(asking, command) ??
		refusePiece(asking, command) ??
		refuseCare(asking, command) ??
		refuseCareRoom(asking, command) ??
		refuseSignals(asking, command) ??
		refusePairs(asking, command)
	);
}

/** [E4] The host may cancel what has not begun; after that only those who sit in it end it. */
function refuseCancel(state: State, by: Actor): No {
	if (by.kind !== 'host') return 'not-permitted';
	if (over(state)) return 'over';
	return state.value.lifecycle === 'live' ? 'too-late' : null;
}

/** [E10] Once its lobby is open people stand at the door: then it is not moved, and nothing is moved into the past. */
function refuseReschedule(state: State, startsAt: Instant, by: Actor, now: Instant): No {
	if (by.kind !== 'host') return 'not-permitted';
	if (over(state)) return 'over';
	if (state.value.lifecycle !== 'scheduled') return 'too-late';
	if (!Number.isInteger(startsAt) || startsAt <= now) return 'bad-request';
	return startsAt === state.context.startsAt ? 'nothing-to-do' : null;
}
