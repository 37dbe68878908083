// Who may do what, when: the one place that says no. Asked before the machine hears a command. What it does not know is refused.

import type { No } from './asking.ts';
import { running } from './clocks.ts';
import { inRing, seatIn } from './context.ts';
import { houseRules } from './house-rules.ts';
import { afterwards, outside, rules } from './rules.ts';
import { over, type State } from './state.ts';
import type { Actor, ClockCommand, Command, HostCommand, Instant, RefusalCode, Seat, SeatState } from './types.ts';

type Rule<A extends unknown[]> = ((...asked: A) => No) | undefined;

/** The rule that a table has for a command of that name; undefined for a name it does not have. */
function ruleOf<A extends unknown[]>(table: object, { type }: { type: string }): Rule<A> {
	return Object.hasOwn(table, type) ? (table as Record<string, Rule<A>>)[type] : undefined;
}

/**
 * Says whether a command is refused now, and why.
 * @returns a code, or null when the machine should hear it
 */
export function refusal(state: State, command: Command, by: Actor, now: Instant): No {
	switch (by.kind) {
		case 'clock':
			return command.type === 'TIMER' ? refuseTimer(state, command, now) : 'not-permitted';
		case 'house': {
			const rule = ruleOf<[State, Command, Instant]>(houseRules, command);
			return rule ? rule(state, command, now) : 'not-permitted';
		}
		case 'host': {
			const rule = ruleOf<[State, Command, Instant]>(hostRules, command);
			return rule ? rule(state, command, now) : 'not-permitted';
		}
		case 'seat':
			return refuseSeat(state, command, by.seat, now);
		default:
			return 'not-permitted';
	}
}

/** A seat's command: known, not too late, from a seat that exists and stands where it may be given; then its own rule. */
function refuseSeat(state: State, command: Command, seat: Seat, now: Instant): No {
	const rule = ruleOf<[{ state: State; me: SeatState; now: Instant }, Command]>(rules, command);
	if (!rule) return 'not-permitted';
	const has = (list: readonly string[]): boolean => list.includes(command.type);
	if (over(state) && !has(afterwards)) return 'over';
	const me = seatIn(state.context, seat);
	if (!me) return 'not-seated';
	if (!inRing(me) && !has(outside[me.standing] ?? [])) return refusedAt(me);
	return rule({ state, me, now }, command);
}

/** Why somebody who does not sit in the ring may not. */
const refusedAt = ({ standing }: SeatState): RefusalCode =>
	standing === 'removed' || standing === 'denied' || standing === 'waiting' ? standing : 'not-seated';

/** [T4] A timer that was stopped, moved or started anew since is stale: whoever fired it was late. */
function refuseTimer({ context: c }: State, e: ClockCommand, now: Instant): No {
	const timer = c.timers[e.name];
	return timer?.id === e.id && running(timer) && timer.at <= now ? null : 'stale-timer';
}

const hostRules: { readonly [T in HostCommand['type']]: (state: State, e: Extract<HostCommand, { type: T }>, now: Instant) => No } = {
	CANCEL: refuseCancel,
	RESCHEDULE: (state, e, now) => refuseReschedule(state, e.startsAt, now)
};

/** [E4] The host may cancel what has not begun; after that only those who sit in it end it. */
function refuseCancel(state: State): No {
	if (over(state)) return 'over';
	return state.value.lifecycle === 'live' ? 'too-late' : null;
}

/** [E10] Once its lobby is open people stand at the door: then it is not moved, and nothing is moved into the past. */
function refuseReschedule(state: State, startsAt: Instant, now: Instant): No {
	if (over(state)) return 'over';
	if (state.value.lifecycle !== 'scheduled') return 'too-late';
	if (!Number.isInteger(startsAt) || startsAt <= now) return 'bad-request';
	return startsAt === state.context.startsAt ? 'nothing-to-do' : null;
}
