// Three words for how somebody is, and what is said to each. Not yet reviewed by people with clinical and lived experience.

export type Feeling = 'steady' | 'raw' | 'unwell';
export const feelingWords: Record<Feeling, string> = { steady: 'Steady enough', raw: 'Raw', unwell: 'Not all right' };

/** Right after a gathering that has ended. */
export const after: Record<Feeling, string> = {
	steady: 'Good. A glass of water, a window, a slow hour are never wrong.',
	raw: 'That is often so after speaking and listening from close by. Something warm, no big decisions tonight, and somebody you can tell that you are a little thin-skinned.',
	unwell:
		'Thank you for saying it to yourself. The gathering is over and nobody sees this page, so please do not stay alone with it: ring or write to somebody you trust now, and let them know how it is.'
};

/** While those who hold the circle are still there. */
export const stillOpen: Record<Feeling, string> = {
	...after,
	unwell:
		'Thank you for saying it to yourself. Those who hold the circle are still there. You can go back to them now, and need not explain anything.'
};

/** Days later, in answer to a mail. */
export const later: Record<Feeling, string> = {
	steady: 'Good. Whatever keeps you so, may it go on.',
	raw: 'That can take a while, and need not be done alone. A walk, a meal, a person who knows you; and an early night.',
	unwell:
		'Thank you for saying it to yourself. Nobody sees this page, so please do not stay alone with it: ring or write to somebody you trust, or to one of the lines below.'
};
