// Pauses that are steered, and the circle left behind: worth looking at from each side.
import type { View, ViewedHold } from '../../src/lib/gathering/viewed';
import type { CommandType, Seat } from '../../src/lib/gathering/types';
import { held, led, signal } from './held';

const may = (view: View, ...types: CommandType[]) => view.may.push(...types);

/** Seat 1 leads; the microphone of seat 2 is open beside theirs, when `voice` says so. */
function paused(view: View, more: Partial<ViewedHold> = {}, voice: Seat | null = null) {
	view.hold = held(view, more);
	view.audible = voice === null ? [1] : [1, voice];
	view.you.mic = view.audible.includes(view.you.seat);
}

function leads(view: View, takeover: Partial<ReturnType<typeof led>>, more: Partial<ViewedHold> = {}) {
	paused(view, { takeover: led(takeover), ...more }, takeover.voice ?? null);
	may(view, 'RESUME', 'DELEGATE', 'GROUND', 'GIVE_WORD', 'CHECK_ROUND', 'UNDO_TAKEOVER');
	view.facilitation = {
		signals: [{ ...signal, id: 's1', seat: 2, name: 'Sol', at: view.now - 40_000, with: 1, how: 'pause', met: true }],
		...{
			tried: [],
			careAsked: null,
			pairs: [],
			returning: [],
			waiting: [],
			entering: [],
			keptVoices: [],
			unheard: null,
			order: [],
			shorten: null,
			notes: '',
			evenness: 0.8
		}
	};
}

/** Whoever led is not at their place. */
function unled(view: View, lead: Partial<NonNullable<View['lead']>>) {
	const seat = view.seats[0]!;
	seat.mayHold = false;
	seat.standing = lead.is === 'away' ? 'admitted' : 'resting';
	seat.connection = lead.is === 'away' ? 'lost' : 'present';
	view.lead = { seat: 1, is: 'withSomebody', meanwhile: null, ...lead };
	view.audible = [];
}

export const steered = {
	forYou: { you: 2, make: (view: View) => paused(view, { youAreInCare: true, youMaySpeak: true }, 2) },
	forYouSilent: { you: 2, make: (view: View) => paused(view, { youAreInCare: true }) },
	givenWord: { you: 3, make: (view: View) => paused(view, { youMaySpeak: true }, 3) },
	hearsTwo: {
		you: 5,
		make(view: View) {
			paused(view, {}, 2);
			view.page = 'pause:h1';
		}
	},
	steers: { you: 1, make: (view: View) => leads(view, { inCare: 2, voice: null }) },
	steersOpen: { you: 1, make: (view: View) => leads(view, { inCare: 2, voice: 2 }) },
	justPaused: { you: 1, make: (view: View) => leads(view, { undoUntil: view.now + 9000 }, { since: view.now - 1000 }) },
	roundLed: { you: 1, make: (view: View) => leads(view, { voice: 3, round: [4, 5] }, { round: true }) },
	roundMine: {
		you: 3,
		make(view: View) {
			paused(view, { round: true, youMaySpeak: true }, 3);
			may(view, 'WORD_DONE');
		}
	},
	roundOther: { you: 5, make: (view: View) => paused(view, { round: true }, 3) },
	rests: {
		you: 3,
		make(view: View) {
			unled(view, {});
			view.hold = held(view, { lead: view.lead });
		}
	},
	restsLong: {
		you: 3,
		make(view: View) {
			steered.rests.make(view);
			may(view, 'RESUME');
		}
	},
	withSomebody: {
		you: 3,
		make(view: View) {
			unled(view, { meanwhile: 5 });
			view.audible = [4];
		}
	},
	awayLead: {
		you: 3,
		make(view: View) {
			unled(view, { is: 'away' });
			view.hosting = 'graceLost';
			view.audible = [4];
		}
	},
	/** Whoever led the pause for seat 2 is lost, and seat 3 may hold the circle. */
	leadLost: {
		you: 3,
		make(view: View) {
			leads(view, { inCare: 2, voice: 2 });
			unled(view, { is: 'away', meanwhile: 3 });
			view.hosting = 'graceLost';
			Object.assign(view.hold!, { leader: 1, lead: view.lead });
			Object.assign(view.you, { role: 'coFacilitator', mayHold: true });
			Object.assign(view.seats[2]!, { role: 'coFacilitator', mayHold: true });
			Object.assign(view.facilitation!.signals[0]!, { with: null, how: null, before: 1, unanswered: true });
			view.audible = [2];
			may(view, 'TAKE_HOSTING', 'BE_WITH', 'ANSWER_SUPPORT', 'ASK_TO_JOIN', 'CLOSE_CASE');
		}
	},
	peersGoOn: {
		you: 3,
		make(view: View) {
			unled(view, { is: 'away' });
			view.hosting = 'peerHosted';
			view.lead = null;
			view.hold = held(view, { kind: 'technicalPause', leader: null, lead: null });
			may(view, 'RESUME');
		}
	},
	wentOn: {
		you: 1,
		make(view: View) {
			view.said = { code: 'goes-on', seat: null, by: 1, at: view.now - 2000 };
			view.takeBack = { id: 'b1', what: 'resumed', until: view.now + 8000 };
		}
	},
	moved: {
		you: 3,
		make(view: View) {
			view.you.moved = 'time';
			view.said = { code: 'come-back', seat: 3, by: null, at: view.now - 2000 };
		}
	},
	apart: { you: 1, make: (view: View) => helping(view, 3) },
	mayBeApart: { you: 1, make: (view: View) => helping(view, null) },
	partnerWaits: {
		you: 4,
		make(view: View) {
			view.phase = { ...view.phase!, kind: 'dyads', mode: 'dyads', title: 'Pairs' };
			Object.assign(view.piece, { state: 'none', seat: null, turnId: null, budgetMs: null, usedMs: null });
			view.pairs = { step: 'a', endsAt: null, waits: true };
			view.audible = [];
		}
	}
};

/** Seat 1 helps in the pair of 3 and 4. */
function helping(view: View, alone: Seat | null) {
	leads(view, {});
	view.hold = null;
	Object.assign(view.facilitation!.signals[0]!, { seat: 3, name: 'Ana', how: 'pair' });
	view.pair = { room: 'pair-9', seats: [3, 4], helper: 1, alone, step: 'a', speaker: 3, endsAt: null, moment: null };
	view.pairs = { step: 'a', endsAt: null, waits: false };
	Object.assign(view.you, { room: 'pair-9', mic: true });
	view.audible = [1, 3];
	may(view, 'LEAVE_PAIR', ...(alone === null ? (['PAIR_APART'] as const) : []));
}
