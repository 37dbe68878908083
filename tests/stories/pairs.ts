// The moments of pairs worth looking at: agreeing, one's own time, listening, a witness, a moment of quiet, a helper, and who holds it.
import type { View } from '../../src/lib/gathering/viewed';
import type { CommandType } from '../../src/lib/gathering/types';
import { signal } from './held';

const may = (view: View, ...types: CommandType[]) => view.may.push(...types);

function paired(view: View, more: Partial<NonNullable<View['pair']>> = {}) {
	const pair: NonNullable<View['pair']> = {
		room: 'pair-9',
		seats: [3, 4],
		helper: null,
		alone: null,
		step: 'a',
		speaker: 3,
		endsAt: view.now + 500_000,
		moment: null,
		...more
	};
	view.pair = pair;
	view.pairs = { step: view.pair.step, endsAt: view.pair.endsAt, waits: false };
	Object.assign(view.you, { room: 'pair-9', mic: view.pair.speaker === null || view.pair.speaker === view.you.seat });
	view.audible = view.pair.speaker === null ? [3, 4] : [view.pair.speaker];
	may(view, 'NEED_MOMENT');
}

export const pairs = {
	agreeing: { you: 3, make: (view: View) => paired(view, { step: 'agreeing', speaker: null, endsAt: view.now + 70_000 }) },
	yourTime: { you: 3, make: (view: View) => paired(view) },
	listeningPair: { you: 4, make: (view: View) => paired(view, { endsAt: view.now + 9000 }) },
	witness: { you: 5, make: (view: View) => paired(view, { seats: [3, 4, 5] }) },
	writtenPair: {
		you: 3,
		make(view: View) {
			paired(view);
			view.page = 'pair-9:3+4';
		}
	},
	moment: {
		you: 4,
		make(view: View) {
			paired(view, { moment: { seat: 4, until: view.now + 100_000 } });
			view.audible = [];
			may(view, 'READY_AGAIN');
		}
	},
	helped: { you: 3, make: (view: View) => paired(view, { helper: 1 }) },
	holdingPairs: {
		you: 1,
		make(view: View) {
			may(view, 'TAKEOVER', 'TECHNICAL_PAUSE', 'BE_WITH', 'ANSWER_SUPPORT', 'NEXT_PHASE', 'BELL');
			view.pairs = { step: 'a', endsAt: view.now + 500_000, waits: false };
			view.phase = { ...view.phase!, kind: 'dyads', mode: 'dyads', title: 'Pairs' };
			Object.assign(view.piece, { state: 'none', seat: null, turnId: null });
			view.audible = [];
			view.facilitation = {
				signals: [{ ...signal, id: 's1', seat: 2, name: 'Sol', at: view.now - 25_000 }],
				tried: [],
				careAsked: null,
				pairs: [
					{ room: 'pair-1', seats: [2, 3], helper: null, asked: true, alone: true, apart: null },
					{ room: 'pair-2', seats: [6, 7], helper: 5, asked: true, alone: false, apart: 6 }
				],
				...{ returning: [], waiting: [], keptVoices: [], unheard: null, order: [], entering: [], shorten: null, notes: '', evenness: null }
			};
		}
	}
};
