// What formats ask of the screens: trying out the signal, raised hands, a question for oneself, a companion's sentences.
import type { View } from '../../src/lib/gathering/viewed';
import { pairs } from './pairs';

const practice = (view: View) => {
	if (view.phase)
		Object.assign(view.phase, {
			practice: true,
			title: 'Trying it out',
			prompt: 'Receive the piece and say the name you would like tonight.'
		});
};

export const formats = {
	trying: { you: 3, make: practice },
	tried: {
		you: 3,
		make(view: View) {
			practice(view);
			view.tried = { seat: 3, answered: true, over: false };
		}
	},
	hands: {
		you: 3,
		make(view: View) {
			view.may.push('HAND');
			if (view.phase)
				Object.assign(view.phase, { mode: 'open', title: 'Agreements', prompt: 'Which of these lines is the hardest for you?' });
			view.piece = { ...view.piece, state: 'none', seat: null, next: null, turnId: null, budgetMs: null, usedMs: null };
			view.hands = [5, 2];
			view.you.mic = true;
		}
	},
	quietly: {
		you: 3,
		make(view: View) {
			if (view.phase)
				Object.assign(view.phase, { quietly: 'Would I like to come again?', title: 'Closing', prompt: 'A goodbye, in a word.' });
		}
	},
	sentences: {
		you: 4,
		make(view: View) {
			pairs.listeningPair.make(view);
			if (view.phase)
				view.phase.sentences = [
					'Which part would like company?',
					'How do you feel towards it?',
					'What would it like you to know?',
					'Is it all right to go on, or to rest?'
				];
		}
	}
};
