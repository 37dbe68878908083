// Pauses to look at, with what a story does not tell about them left as usual.
import type { View, ViewedHold, ViewedSignal } from '../../src/lib/gathering/viewed';

/** A pause led by seat 1. */
export const held = (view: View, more: Partial<ViewedHold> = {}): ViewedHold => ({
	...{ kind: 'takeover', pauseId: 'h1', leader: 1, lead: { seat: 1, is: 'here', meanwhile: null }, since: view.now - 9000, until: null },
	...{ grounding: null, takeover: null, round: false, youAreInCare: false, youMaySpeak: false, ...more }
});

type Led = NonNullable<ViewedHold['takeover']>;
/** What whoever leads it sees. */
export const led = (more: Partial<Led> = {}): Led => ({
	...{ kind: 'support', inCare: null, voice: more.inCare ?? null, round: null, undoUntil: null, reviewDue: false, asked: [] },
	resume: ['exact', 'toClosing', 'returnTurn', 'restartTurn', 'nextSeat'],
	...more
});

/** A call that nobody has said anything more about yet. */
export const signal: Omit<ViewedSignal, 'id' | 'seat' | 'at'> = {
	...{
		rung: 0,
		name: '',
		whom: 'me',
		kind: null,
		urgency: null,
		seenBy: [],
		answer: null,
		with: null,
		how: null,
		before: null,
		met: false
	},
	...{ paged: false, reach: null, unanswered: false, gone: false }
};
