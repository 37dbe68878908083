// Taking back: for a few seconds after going on or closing, the gathering can become again what it was before. What people
// did meanwhile about themselves (came, went, called) stays. Pure, on stored snapshots.

import { start } from './clocks.ts';
import { nextNumber, type Context } from './context.ts';
import type { Snapshot } from './decide.ts';
import { limits } from './limits.ts';
import type { Actor, Command, Instant, SeatState, Timer } from './types.ts';

const contextOf = (snapshot: Snapshot): Context => snapshot.context as Context;

/** [K12] Whether a command may be taken back, and as what; null for all others. */
function stepOf(before: Snapshot, command: Command): 'resumed' | 'closing' | null {
	if (command.type === 'CLOSE_WELL') return 'closing';
	const paused = contextOf(before).takeover !== null;
	return command.type === 'RESUME' && paused ? (command.mode === 'toClosing' ? 'closing' : 'resumed') : null;
}

/** [K12] Keeps what was before a step that may be taken back; a new pause is a new beginning. */
export function remember(before: Snapshot, next: Snapshot, command: Command, by: Actor, now: Instant): Snapshot {
	const what = by.kind === 'seat' ? stepOf(before, command) : null;
	const after = contextOf(next);
	const settled = after.takeBack !== null && (command.type === 'TAKE_BACK' || after.takeover !== null);
	if (what === null && !settled) return next;
	const context: Context = { ...after, timers: { ...after.timers }, takeBack: null };
	delete context.timers.takeBack;
	if (what !== null && by.kind === 'seat') {
		const { takeBack: _, ...rest } = contextOf(before);
		context.takeBack = {
			id: `b${nextNumber(context, 'step')}`,
			by: by.seat,
			what,
			before: { ...before, context: { ...rest, takeBack: null } }
		};
		start(context, 'takeBack', now, limits.takeBackMs);
	}
	return { ...next, context };
}

/** What belongs to people, and is as it is now, whatever is taken back. */
const theirs = [
	'role',
	'credentialUntil',
	'connection',
	'lostSince',
	'away',
	'standing',
	'admitNext',
	'sentBack',
	'identity',
	'device',
	'onCall'
] as const;

function seatNow(before: SeatState | undefined, now: SeatState): SeatState {
	if (!before) return now;
	const own = Object.fromEntries(theirs.filter((key) => key in now).map((key) => [key, now[key]]));
	return { ...before, ...own };
}

/** Clocks that watch over people and their calls go on as they are. */
const watching = (name: string): boolean =>
	/^(page|signal|able|practice|partner):/.test(name) || ['grace', 'succession', 'abandon', 'companion'].includes(name);

function timersNow(before: Context['timers'], now: Context['timers']): Context['timers'] {
	const entries = [
		...Object.entries(before).filter(([name]) => !watching(name)),
		...Object.entries(now).filter(([name]) => watching(name))
	];
	return Object.fromEntries(entries as [string, Timer][]) as Context['timers'];
}

/** The snapshot before the step, with everybody where they are now. */
export function takenBack(snapshot: Snapshot): Snapshot {
	const now = contextOf(snapshot);
	const before = now.takeBack!.before as Snapshot;
	const then = contextOf(before);
	const context = {
		...then,
		seats: now.seats.map((s) =>
			seatNow(
				then.seats.find((one) => one.seat === s.seat),
				s
			)
		),
		timers: timersNow(then.timers, now.timers),
		...{
			signals: now.signals,
			tried: now.tried,
			cardsOpened: now.cardsOpened,
			careInvite: now.careInvite,
			careDeclined: now.careDeclined,
			care: now.care
		},
		...{
			covered: now.covered,
			onCall: now.onCall,
			host: now.host,
			returnUntil: now.returnUntil,
			numbers: now.numbers,
			takeBack: now.takeBack
		}
	};
	const value = {
		...(before.value as object),
		lifecycle: (snapshot.value as { lifecycle: unknown }).lifecycle,
		hosting: (snapshot.value as { hosting: unknown }).hosting
	};
	return { ...before, value, context };
}
