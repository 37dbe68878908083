// The last part and the end, to look at: how people leave, who is still called for, and the door.
import type { View } from '../../src/lib/gathering/viewed';
import { signal } from './held';

function aftercare(view: View) {
	view.phase = {
		...view.phase!,
		id: 'aftercare',
		kind: 'aftercare',
		title: 'After',
		mode: 'open',
		prompt: '',
		gentler: '',
		round: null,
		endsAt: null,
		leftMs: 400_000
	};
	view.piece = { ...view.piece, state: 'none', seat: null, next: null, turnId: null, budgetMs: null, usedMs: null };
	view.you.mic = true;
	view.audible = view.seats.map(({ seat }) => seat);
}
const call = (view: View, seat: number) => ({
	...signal,
	id: 's',
	seat,
	name: view.seats.find((one) => one.seat === seat)?.name ?? '',
	at: view.now - 30_000
});

export const ending = {
	leaving: { you: 3, make: aftercare },
	leavingCalled: {
		you: 3,
		make(view: View) {
			aftercare(view);
			view.signal = call(view, 3);
		}
	},
	ledEnded: {
		you: 1,
		make(view: View) {
			view.lifecycle = 'ended';
			view.cases = [call(view, 3), call(view, 4)];
		}
	},
	sentBack: {
		you: 3,
		make(view: View) {
			Object.assign(view.you, { standing: 'waiting', sentBack: true });
			view.seats = view.seats.filter(({ seat }) => seat === 1 || seat === 3);
		}
	}
} satisfies Record<string, { you: number; make: (view: View) => void }>;
