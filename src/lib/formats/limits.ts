// The numbers of formats of one's own, with their units. Imports nothing.

export const formatLimits = {
	titleChars: 60,
	aboutChars: 400,
	originChars: 200,
	promptChars: 300,
	notesChars: 1500,
	agreementChars: 400,
	agreements: 20,
	sentenceChars: 160,
	sentences: 8,
	changeChars: 160,
	changes: 20,
	phases: 16,
	minSeats: 2,
	maxSeats: 12,
	minMinutes: 10,
	maxMinutes: 180,
	/** Of one phase. */
	minPhaseMinutes: 0.5,
	maxSettleSeconds: 60,
	/** Of a file that is read in, in characters. */
	fileChars: 100_000
} as const;
