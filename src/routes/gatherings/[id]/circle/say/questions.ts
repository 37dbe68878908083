// Open questions for whoever is with somebody in need: five cards to lean on, not a form to go through.
// Not yet reviewed by people with clinical and lived experience.

export interface Card {
	id: 'distress' | 'hard' | 'suicide' | 'medical' | 'harm';
	title: string;
	/** The emergency number stands before everything else. */
	number: boolean;
	ask: string[];
	/** What to keep in mind. */
	mind: string;
}

export const cards: Card[] = [
	{
		id: 'distress',
		title: 'Distress',
		number: false,
		ask: [
			'How is it for you, right now?',
			'Would you rather talk, or be quiet together?',
			'What has helped when it was like this before?',
			'Is somebody with you, or near?',
			'What would be good in the next ten minutes?'
		],
		mind: 'Slow is fine. You need not fix it; being there is the help.'
	},
	{
		id: 'hard',
		title: 'A hard experience, now',
		number: false,
		ask: [
			'Where are you, and is it safe there?',
			'Did you take something? What, and about when?',
			'What do you feel under your feet, and in your hands?',
			'What is the hardest part at this moment?',
			'Shall I stay with you until it is quieter?'
		],
		mind: 'It passes. Very hot, confused, pain in the chest, or hard to wake: that is the card “Medical emergency”.'
	},
	{
		id: 'suicide',
		title: 'Thoughts of suicide',
		number: false,
		ask: [
			'Are you thinking of killing yourself?',
			'Have you thought of how, or when?',
			'Is what you would use within reach? Who could put it away?',
			'What has kept you here until today?',
			'Who could be with you tonight? Shall we ring them together?'
		],
		mind: 'Asking plainly does not plant the thought. Stay. If it is near, ring for help together; if they cannot, say that you will, and do it.'
	},
	{
		id: 'medical',
		title: 'Medical emergency',
		number: true,
		ask: [
			'Where exactly are you? Is anyone with you?',
			'Can they answer? Do they breathe as usual?',
			'Not breathing: whoever is there presses hard and fast on the middle of the chest.',
			'A seizure: clear the space, nothing in the mouth; afterwards onto the side.',
			'Very hot: out of the warm, clothes loose, cool the skin.',
			'What was taken, how much, when? Say it to those who come.'
		],
		mind: 'The number is that of the place where the person is, which may not be yours. Stay until help has come.'
	},
	{
		id: 'harm',
		title: 'Hurt by someone here',
		number: false,
		ask: [
			'Are you safe from them at this moment?',
			'What would you like to happen now?',
			'Would you rather not be in one room with them?',
			'What may I tell, and to whom?',
			'Would you like it to go to somebody outside this circle?'
		],
		mind: 'Believe first, do not examine. About somebody who holds the circle or hosts it, it goes to the safety contact, past all of us.'
	}
];
