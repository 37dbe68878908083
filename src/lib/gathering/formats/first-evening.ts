// First evening: newcomers try everything once, before anybody tells anything.

import { seconds } from '../limits.ts';
import { baseAgreements } from './agreements.ts';
import { format } from './phases.ts';

export const firstEvening = format({
	id: 'first-evening',
	version: 1,
	title: 'First evening',
	about: 'For newcomers: what a circle is and is not, and everything tried once with the hands. Nobody is asked for their story.',
	origin: 'Learned from the orientation evenings of mutual-help groups; put in our own plain words.',
	unreviewed: true,
	minSeats: 2,
	maxSeats: 12,
	minutes: 45,
	credentialed: 1,
	spareShare: 0,
	agreements: [...baseAgreements, 'Tonight we tell no stories of what we went through. There are evenings for that.'],
	doorsCloseAfter: 'welcome',
	phases: [
		{
			id: 'welcome',
			kind: 'opening',
			title: 'Welcome',
			mode: 'broadcast',
			share: 15,
			prompt: 'What this is, and what it is not.',
			gentler: 'You may just listen. Nobody is called on tonight.',
			notes:
				'Who you are and what you are trained in. Company among equals, no treatment and no emergency service. What is kept and when it is deleted. What is said here stays here, and where that ends: read the sentence in the agreements aloud. One way of arriving, always a choice, eyes open is fine.'
		},
		{
			id: 'hands-on',
			kind: 'checkIn',
			title: 'Trying it out',
			share: 25,
			practice: true,
			prompt: 'Receive the piece and say the name you would like tonight. Then try a pass, or “come back to me”.',
			gentler: 'Receiving it and passing it on is plenty.',
			settleMs: seconds(1),
			notes:
				'Everybody receives the piece, passes once, asks for later once, steps out and comes back. Then everybody presses “I need support”: in this part it is a try, the screens say so, and nobody is called. Say aloud that the second press on the card would be a real one, and answer it if somebody makes it.'
		},
		{
			id: 'agreements',
			kind: 'integration',
			title: 'Agreements',
			mode: 'open',
			share: 20,
			prompt: 'Which of these lines is the hardest for you?',
			gentler: 'Which one is a relief?',
			notes:
				'Each line is read by somebody who raised a hand. Then: which habits of ordinary meetings do we leave at the door, fixing, debating, hurrying?'
		},
		{
			id: 'small-round',
			kind: 'round',
			title: 'A small round',
			share: 20,
			prompt: 'What would make it easier for you to be in such a circle?',
			gentler: 'One thing that helps you listen.'
		},
		{
			id: 'questions',
			kind: 'integration',
			title: 'Questions',
			mode: 'open',
			share: 12,
			prompt: 'What would you still like to know?',
			gentler: 'You may also write to the host afterwards.',
			notes: 'Say what comes next: a circle that fits, help one to one first, or not now. All three are good answers.'
		},
		{
			id: 'closing',
			kind: 'closing',
			title: 'Closing',
			share: 8,
			prompt: 'A goodbye, in a word.',
			gentler: 'A nod is one.',
			quietly: 'Would I like to come again?',
			responses: 'none',
			settleMs: seconds(1),
			protected: true,
			notes: 'The question on each screen is answered in silence, and nobody is told. End on the minute.'
		}
	]
});
