// The one decision: snapshot and command in, next snapshot or a refusal out. Pure; time comes in.

import { createActor, initialTransition, type Snapshot as XSnapshot } from 'xstate';
import { emptyContext, type Context } from './context.ts';
import { withAftercare } from './course/transitions.ts';
import { machine } from './machine.ts';
import { refusal } from './refusal.ts';
import { sent, type Sent } from './sent.ts';
import { remember, takenBack } from './take-back.ts';
import type { State } from './state.ts';
import type { Actor, Command, Format, Instant, RefusalCode, Seat, TimerName } from './types.ts';

/** What a log needs to know of a step beside the command: who leads a takeover from then on, where that changed. */
export interface Facts {
	led?: Seat | null;
}

/** JSON that the shell stores: the machine's persisted snapshot, history included, without the format. */
export type Snapshot = { readonly [key: string]: unknown };

function persist(live: Parameters<typeof machine.getPersistedSnapshot>[0]): Snapshot {
	const { context, ...rest } = machine.getPersistedSnapshot(live) as unknown as {
		context: Context;
	};
	const { format: _, ...stored } = context;
	return { ...rest, context: stored };
}

/** [T4] A timer that fired is gone, whatever state hears of it: else it would fire for ever. */
function without(timers: Context['timers'], fired: TimerName): Context['timers'] {
	const { [fired]: _, ...rest } = timers;
	return rest;
}

/**
 * Restored by the machine itself: `resolveState` would forget history, and a takeover would resume wrongly. What a
 * snapshot of an earlier release does not know is as it was at the beginning.
 */
function restore(format: Format, snapshot: Snapshot, command: Command) {
	const stored = snapshot.context as Context;
	const context: Context = { ...emptyContext(format, stored.startsAt), ...stored, format: withAftercare(format) };
	if (command.type === 'TIMER') context.timers = without(stored.timers, command.name);
	// The library looks through a whole context for actors, of which ours has none: it gets it afterwards.
	const actor = createActor(machine, {
		snapshot: { ...snapshot, context: {} } as unknown as XSnapshot<unknown>,
		input: { format, startsAt: context.startsAt }
	});
	return { actor, live: Object.assign(actor.getSnapshot(), { context }) };
}

/**
 * One step of the machine, in which nothing is run. The library's own `transition` does the same, but first makes an
 * actor without input, which throws inside: that costs more than the step.
 */
function step({ actor, live }: ReturnType<typeof restore>, event: Sent) {
	const nothing = () => {};
	const { id, sessionId, system } = actor;
	return machine.transition(live, event, {
		...{ self: actor, id, sessionId, system },
		...{ logger: nothing, defer: nothing, stopChild: nothing, emit: nothing, actionExecutor: nothing }
	});
}

const leaderOf = (snapshot: Snapshot): Seat | null => (snapshot.context as Context).takeover?.leader ?? null;

/**
 * A gathering nobody has joined yet, at version 0.
 * @param facts.startsAt when it is to begin, in server time
 */
export function beginning(format: Format, facts: { startsAt: Instant }): Snapshot {
	const input = { format: withAftercare(format), startsAt: facts.startsAt };
	const [live] = initialTransition(machine, input);
	return persist(live);
}

/**
 * Decides one command. Nothing happens here: the answer is the next snapshot to store with the facts for its log, or a coded no.
 * @param format the gathering's format, which never changes under it
 * @param by who gives the command, from the login or seat token, never from its body
 * @param now the server's time
 */
export function decide(
	format: Format,
	snapshot: Snapshot,
	command: Command,
	by: Actor,
	now: Instant
): { refused: RefusalCode } | { next: Snapshot; facts: Facts } {
	const code = refusal(stateOf(format, snapshot), command, by, now);
	if (code) return { refused: code };
	const from = command.type === 'TAKE_BACK' ? takenBack(snapshot) : snapshot;
	const next = persist(step(restore(format, from, command), sent({ ...command, by, now })));
	const facts = leaderOf(next) === leaderOf(snapshot) ? {} : { led: leaderOf(next) };
	return { next: remember(snapshot, next, command, by, now), facts };
}

/** What a stored snapshot says, for the functions that only read. */
export function stateOf(format: Format, snapshot: Snapshot): State {
	const stored = snapshot.context as Context;
	const context = { ...emptyContext(format, stored.startsAt), ...stored, format: withAftercare(format) };
	return { value: snapshot.value as State['value'], context };
}
