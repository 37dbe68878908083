// The moments of care worth looking at: calls and their answers, the care room, a slowed group.
import type { View, ViewedSignal } from '../../src/lib/gathering/viewed';
import type { CommandType, Seat } from '../../src/lib/gathering/types';
import { held, led, signal } from './held';

export { signal };

const may = (view: View, ...types: CommandType[]) => view.may.push(...types);
const own = (view: View, more: Partial<ViewedSignal> = {}): ViewedSignal => ({
	...signal,
	id: 's',
	seat: view.you.seat,
	at: view.now - 30_000,
	...more
});

/** Seat 2 is with seat 1 in the care room; seat 4 speaks meanwhile. */
function aside(view: View, more: Partial<NonNullable<View['care']>> = {}) {
	view.care = { seat: 2, companion: 1, since: view.now - 60_000, back: [], alone: false, ...more };
	for (const one of view.seats) if (one.seat <= 2) one.standing = 'inCare';
	view.seats[1]!.mayHold = false;
	Object.assign(view.you, { standing: 'inCare', room: 'care-9', mic: true });
	view.audible = [1, 2];
	may(view, 'CARE_BACK');
}
const lost = (view: View, seat: Seat) => void (view.seats.find((one) => one.seat === seat)!.connection = 'lost');

export const care = {
	signalSent: { you: 3, make: (view: View) => void (view.signal = own(view)) },
	signalSaid: {
		you: 3,
		make: (view: View) =>
			void (view.signal = own(view, { kind: 'hurt', urgency: 'soon', paged: true, reach: { people: 0, reached: 0, seen: 0, coming: 0 } }))
	},
	signalAnswered: {
		you: 3,
		make: (view: View) =>
			void (view.signal = own(view, {
				kind: 'feeling',
				urgency: 'soon',
				seenBy: [5, 1],
				answer: 'afterShare',
				with: 1,
				how: 'answer',
				met: true
			}))
	},
	nobodyToAsk: {
		you: 3,
		make(view: View) {
			view.nobodyToAsk = true;
			view.signal = own(view, { unanswered: true, paged: true, reach: { people: 2, reached: 2, seen: 1, coming: 0 } });
		}
	},
	aside: { you: 3, make: (view: View) => void (view.aside = own(view, { whom: 'aside', paged: true })) },
	asideAnswered: { you: 3, make: (view: View) => void (view.aside = own(view, { whom: 'aside', paged: true, lookedAfter: true })) },
	signalElse: { you: 3, make: (view: View) => void (view.signal = own(view, { whom: 'someone' })) },
	asked: {
		you: 3,
		make(view: View) {
			view.signal = own(view, { seenBy: [1], answer: 'careRoom', with: 1, how: 'answer', met: true });
			view.careInvite = 1;
			may(view, 'ACCEPT_CARE', 'DECLINE_CARE');
		}
	},
	careRoom: { you: 2, make: (view: View) => aside(view) },
	companion: { you: 1, make: (view: View) => aside(view) },
	careRoomWritten: {
		you: 2,
		make(view: View) {
			aside(view);
			view.page = 'care-9:1+2';
		}
	},
	careBack: { you: 2, make: (view: View) => aside(view, { back: [1] }) },
	companionLost: {
		you: 2,
		make(view: View) {
			aside(view, { alone: true });
			view.signal = own(view, { unanswered: true, paged: true, reach: { people: 2, reached: 2, seen: 1, coming: 0 } });
			lost(view, 1);
		}
	},
	goingOver: {
		you: 2,
		make(view: View) {
			aside(view);
			lost(view, 1);
		}
	},
	signals: {
		you: 1,
		make(view: View) {
			may(view, 'TAKEOVER', 'TECHNICAL_PAUSE', 'BE_WITH', 'ANSWER_SUPPORT', 'INVITE_TO_CARE', 'CLOSE_CASE', 'NEXT_PHASE', 'BELL');
			view.facilitation = {
				signals: [
					{
						...signal,
						id: 's1',
						seat: 2,
						name: 'Sol',
						at: view.now - 25_000,
						kind: 'feeling',
						urgency: 'soon',
						paged: true,
						reach: { people: 2, reached: 1, seen: 0, coming: 0 }
					},
					{
						...signal,
						id: 's2',
						seat: 7,
						name: 'Ilse',
						at: view.now - 400_000,
						whom: 'someone',
						seenBy: [5, 1],
						answer: 'afterShare',
						with: 1,
						how: 'answer',
						met: true,
						gone: true
					}
				],
				...{
					tried: [],
					careAsked: null,
					pairs: [],
					returning: [],
					waiting: [],
					keptVoices: [],
					unheard: null,
					order: [5, 6],
					entering: [],
					shorten: null,
					notes: '',
					evenness: null
				}
			};
			lost(view, 7);
		}
	},
	/** “Now”, one more, and five at the door. */
	callNow: {
		you: 1,
		make(view: View) {
			care.signals.make(view);
			may(view, 'ADMIT', 'DENY');
			const { facilitation } = view;
			facilitation!.signals[0] = {
				...facilitation!.signals[0]!,
				seat: 6,
				name: 'Wren',
				id: 's3',
				at: view.now - 70_000,
				urgency: 'now',
				unanswered: true,
				reach: { people: 2, reached: 2, seen: 0, coming: 0 }
			};
			facilitation!.waiting = [21, 22, 23, 24, 25];
		}
	},
	askedAside: {
		you: 1,
		make(view: View) {
			care.signals.make(view);
			view.facilitation!.signals.pop();
			view.facilitation!.signals[0] = {
				...view.facilitation!.signals[0]!,
				paged: false,
				seenBy: [1],
				answer: 'careRoom',
				with: 1,
				how: 'answer',
				met: true
			};
			view.facilitation!.careAsked = 2;
		}
	},
	wouldRatherStay: {
		you: 1,
		make(view: View) {
			care.askedAside.make(view);
			view.facilitation!.careAsked = null;
			view.careDeclined = { seat: 2, companion: 1 };
		}
	},
	stays: {
		you: 3,
		make(view: View) {
			view.signal = own(view, { seenBy: [1], answer: 'careRoom', with: 1, how: 'answer', met: true });
			view.careDeclined = { seat: 3, companion: 1 };
		}
	},
	aloneInCare: {
		you: 5,
		make(view: View) {
			care.signals.make(view);
			view.facilitation!.signals = [{ ...signal, id: 's1', seat: 2, name: 'Sol', at: view.now - 50_000, before: 1, met: true }];
			view.you.mayHold = true;
			view.seats[1]!.standing = 'inCare';
			view.care = { seat: 2, companion: 1, since: view.now - 300_000, back: [], alone: true };
		}
	},
	grounding: {
		you: 3,
		make(view: View) {
			view.hold = held(view, { since: view.now - 60_000, grounding: view.now - 5000 });
			view.audible = [1];
		}
	},
	leadingSlowly: {
		you: 1,
		make(view: View) {
			care.signals.make(view);
			may(view, 'RESUME', 'DELEGATE', 'GROUND');
			view.facilitation!.signals.pop();
			view.you.mic = true;
			view.hold = held(view, { since: view.now - 60_000, takeover: led() });
			view.audible = [1];
		}
	}
};
