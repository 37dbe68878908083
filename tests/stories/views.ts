// Views as the server would send them, one for each moment worth looking at.
import { held as pausedBy, led } from './held';
import type { View, ViewedSeat } from '../../src/lib/gathering/viewed';
import type { CommandType } from '../../src/lib/gathering/types';
import { pairs } from './pairs';
import { steered } from './steered';
import { care, signal } from './care';
import { formats } from './formats';
import { ending } from './ending';

const names = ['Mira', 'Sol', 'Ana', 'Jonas', 'Tomás', 'Wren', 'Ilse', 'Noor', 'Bartholomew', 'Kai', 'Yusuf', 'Freya'];
const now = Date.UTC(2026, 10, 21, 19, 20);
const phases = [
	['opening', 'Opening'],
	['checkIn', 'Check-in'],
	['round', 'Sharing, round 1'],
	['round', 'Sharing, round 2'],
	['closing', 'Closing']
] as const;
const question = 'What is still with you, and how does it show up in ordinary days?';

function base(n: number, you: number): View {
	const seats = names.slice(0, n).map((name, i): ViewedSeat => ({
		seat: i + 1,
		name,
		role: i === 0 ? 'facilitator' : 'participant',
		simulated: false,
		connection: 'present',
		standing: 'admitted',
		identity: `id-${i + 1}`,
		mayHold: i === 0,
		mark: null,
		listening: false
	}));
	return {
		gathering: 'story',
		version: 40,
		now,
		lifecycle: 'live',
		title: 'Thursday circle',
		formatTitle: 'Round the circle',
		you: {
			seat: you,
			role: you === 1 ? 'facilitator' : 'participant',
			standing: 'admitted',
			mark: 'pending',
			identity: `id-${you}`,
			device: 'd',
			away: null,
			wish: 'listen',
			listening: false,
			mayHold: you === 1,
			pairWish: { alone: false, practised: false, avoid: [] },
			moved: null,
			sentBack: false,
			room: 'circle',
			mic: false,
			camera: true,
			voiceEnded: false
		},
		may: ['LEAVE', 'STEP_OUT', 'SUPPORT', 'LISTEN_TONIGHT'],
		phases: phases.map(([kind, title], i) => ({ id: `${kind}${i}`, kind, title, state: i < 3 ? 'done' : i === 3 ? 'now' : 'ahead' })),
		phase: {
			id: 'round3',
			kind: 'round',
			title: 'Sharing, round 2',
			mode: 'piece',
			order: 'ring',
			prompt: question,
			gentler: '',
			index: 3,
			round: 2,
			endsAt: null,
			leftMs: 900_000,
			wishes: ['listen', 'mirror', 'stirred', 'ask'],
			practice: false,
			quietly: null,
			sentences: []
		},
		here: n,
		seats,
		piece: {
			state: 'held',
			turnId: 't1',
			seat: 4,
			next: 6,
			again: false,
			wish: 'listen',
			typing: false,
			responder: null,
			offers: [],
			over: false,
			budgetMs: 300_000,
			usedMs: 170_000,
			running: false,
			cue: null,
			notYetUntil: null
		},
		hold: null,
		audible: [4],
		hosting: 'facilitated',
		hostedBy: 1,
		peersBegan: false,
		lead: { seat: 1, is: 'here', meanwhile: null },
		takeBack: null,
		cases: [],
		doorsOpen: false,
		tried: null,
		hands: [],
		teller: null,
		signal: null,
		aside: null,
		careInvite: null,
		careDeclined: null,
		care: null,
		pair: null,
		pairs: null,
		page: null,
		bellAsked: null,
		mayOpenCards: [],
		cardOpened: [],
		nobodyToAsk: false,
		onCall: 1,
		facilitation: null,
		said: null
	};
}

const may = (view: View, ...types: CommandType[]) => view.may.push(...types);

const held = (view: View) => void (view.audible = [view.piece.seat ?? 0]);

/** Each changes a plain listener's view into its moment. `you` is the seat one looks from. */
export const stories = {
	held: { you: 3, make: held },
	mine: {
		you: 4,
		make(view: View) {
			may(view, 'FINISH', 'HOLD_SILENCE', 'WISH', 'TYPING');
			view.you.mic = true;
		}
	},
	ending: {
		you: 4,
		make(view: View) {
			may(view, 'FINISH', 'HOLD_SILENCE', 'WISH', 'TYPING');
			view.piece.usedMs = 310_000;
			view.piece.cue = 'ending';
			view.piece.typing = true;
		}
	},
	offered: {
		you: 4,
		make(view: View) {
			may(view, 'ACCEPT', 'PASS', 'DEFER', 'MOMENT');
			view.piece = { ...view.piece, state: 'offered', budgetMs: null, usedMs: null };
			view.audible = [];
			if (view.phase) view.phase.prompt = 'One word for how you arrive tonight.';
		}
	},
	offeredOther: {
		you: 2,
		make(view: View) {
			view.piece = { ...view.piece, state: 'offered', budgetMs: null, usedMs: null };
			view.audible = [];
		}
	},
	takeover: {
		you: 3,
		make(view: View) {
			view.hold = pausedBy(view);
			view.audible = [1];
		}
	},
	facilitator: {
		you: 1,
		make(view: View) {
			may(
				view,
				'TAKEOVER',
				'TECHNICAL_PAUSE',
				'NEXT_PHASE',
				'CUE',
				'MOVE',
				'BELL',
				'EXTEND',
				'CLOSE_WELL',
				'END',
				'REORDER',
				'REMOVE',
				'SEND_BACK',
				'ANSWER_SUPPORT'
			);
			view.facilitation = {
				signals: [{ ...signal, id: 's1', seat: 2, name: 'Sol', at: now - 40_000 }],
				tried: [],
				careAsked: null,
				pairs: [],
				returning: [],
				waiting: [],
				keptVoices: [],
				unheard: { seats: [5, 6, 7], eachMs: 240_000 },
				order: [5, 6, 7],
				entering: [],
				shorten: { phaseId: 'integration', title: 'Integration sharing', ms: 300_000 },
				notes: 'Say back only what was asked for.',
				evenness: 0.9
			};
		}
	},
	door: {
		you: 1,
		make(view: View) {
			stories.facilitator.make(view);
			view.facilitation!.signals = [];
			view.facilitation!.waiting = [6];
			view.facilitation!.entering = [7];
			for (const seat of [6, 7]) view.seats.find((one) => one.seat === seat)!.standing = 'waiting';
		}
	},
	leading: {
		you: 1,
		make(view: View) {
			stories.facilitator.make(view);
			may(view, 'RESUME', 'UNDO_TAKEOVER', 'DELEGATE');
			view.you.mic = true;
			view.hold = pausedBy(view, { since: now - 4000, takeover: led({ inCare: 2, undoUntil: now + 6000 }) });
			view.audible = [1, 2];
		}
	},
	signal: {
		you: 3,
		make(view: View) {
			may(view, 'WITHDRAW_SUPPORT');
			view.signal = { id: 's', seat: 3, at: now - 70_000, ...signal, unanswered: true };
			view.piece.next = 3;
		}
	},
	lobby: {
		you: 3,
		make(view: View) {
			view.lifecycle = 'lobby';
			view.phase = null;
			view.piece = { ...view.piece, state: 'none', seat: null, next: null, turnId: null, budgetMs: null, usedMs: null };
			view.you.mic = true;
			view.audible = view.seats.map(({ seat }) => seat);
			for (const seat of view.seats) if (seat.seat % 3 === 0) seat.simulated = true;
			const late = view.seats.at(-1);
			if (late) late.connection = 'lost';
		}
	},
	centre: {
		you: 3,
		make(view: View) {
			may(view, 'TAKE');
			view.piece = { ...view.piece, state: 'resting', seat: null, next: null, turnId: null, budgetMs: null, usedMs: null };
			if (view.phase) view.phase = { ...view.phase, order: 'centre', prompt: 'The piece is in the middle.' };
			view.audible = [];
		}
	},
	responses: {
		you: 3,
		make(view: View) {
			may(view, 'OFFER_RESPONSE');
			view.piece = { ...view.piece, state: 'responding', wish: 'stirred', responder: 6, next: null };
			view.audible = [6];
		}
	},
	...care,
	...pairs,
	...formats,
	...ending,
	...steered
} satisfies Record<string, { you: number; make: (view: View) => void }>;

export function viewOf(name: keyof typeof stories, n: number, you = stories[name].you): View {
	const view = base(n, you);
	stories[name].make(view);
	return view;
}
