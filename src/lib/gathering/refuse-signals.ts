// Refusals about the private signal: the press itself is almost never refused.

import { mayHold } from './context.ts';
import type { Asking, No } from './refusal.ts';
import { isOpen, openSignal } from './signals.ts';
import type { State } from './state.ts';
import type { Command, SignalAnswer, SignalWhom } from './words.ts';

/** [N1] From the lobby to aftercare, by anybody with a place here, also while waiting or away. */
function refuseSupport({ state, me }: Asking, whom: SignalWhom): No {
	if (state.value.lifecycle === 'scheduled') return 'not-open-yet';
	if (me.standing === 'removed' || me.standing === 'denied') return me.standing;
	return openSignal(state.context, me.seat, whom === 'aside') ? 'nothing-to-do' : null;
}

function refuseOwn({ state, me }: Asking, signalId: string): No {
	const signal = state.context.signals.find((s) => s.id === signalId && isOpen(s));
	if (!signal) return 'nothing-to-do';
	return signal.seat === me.seat ? null : 'not-yours';
}

/** [N4] Only what passed the circle by, and once. */
export function refuseLookedAfter(state: State, signalId: string): No {
	const signal = state.context.signals.find((s) => s.id === signalId && isOpen(s) && s.whom === 'aside');
	return signal && !signal.lookedAfter ? null : 'nothing-to-do';
}

/** [N7] Only of an open call about which somebody outside is asked, and only what is new. */
export function refuseReached(state: State, { signalId, people, reached, seen, coming }: Extract<Command, { type: 'REACHED' }>): No {
	const signal = state.context.signals.find((s) => s.id === signalId && isOpen(s) && s.paged);
	if (!signal) return 'nothing-to-do';
	const was = signal.reach;
	const same = was?.people === people && was.reached === reached && was.seen === seen && was.coming === coming;
	return same ? 'nothing-to-do' : null;
}

/** What was called for whoever holds the circle, or past them, stays so: others were told by it. */
function refuseSayMore(asking: Asking, e: Extract<Command, { type: 'SAY_MORE' }>): No {
	const no = refuseOwn(asking, e.signalId);
	if (no || e.whom === null) return no;
	const signal = asking.state.context.signals.find((s) => s.id === e.signalId);
	return signal?.whom === 'me' || signal?.whom === 'someone' ? null : 'not-now';
}

/** [N4] What passes them by does not exist for those who hold the circle. */
function refuseOnSignal({ state, me, now }: Asking, signalId: string, answer: SignalAnswer | null): No {
	if (!mayHold(me, now)) return 'not-credentialed';
	const signal = state.context.signals.find((s) => s.id === signalId && isOpen(s) && s.whom !== 'aside');
	if (!signal) return 'nothing-to-do';
	if (signal.seat === me.seat) return 'not-in-person';
	if (answer === null) return signal.answeredBy === null ? 'not-now' : null;
	const again = answer === 'seen' ? signal.seenBy.includes(me.seat) : signal.answer === answer;
	return again ? 'nothing-to-do' : null;
}

export function refuseSignals(asking: Asking, e: Command): No {
	switch (e.type) {
		case 'SUPPORT':
			return refuseSupport(asking, e.whom);
		case 'END_TRY':
			return asking.state.context.tried.some(({ seat, over }) => seat === asking.me.seat && !over) ? null : 'nothing-to-do';
		case 'SAY_MORE':
			return refuseSayMore(asking, e);
		case 'WITHDRAW_SUPPORT':
			return refuseOwn(asking, e.signalId);
		case 'ANSWER_SUPPORT':
			return refuseOnSignal(asking, e.signalId, e.answer);
		case 'CLOSE_CASE':
			return refuseOnSignal(asking, e.signalId, null);
		default:
			return null;
	}
}
