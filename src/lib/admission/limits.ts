// The numbers of waiting for a seat, with their units. Imports nothing.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export const waitingLimits = {
	/**
	 * How long a seat that came free is kept for whoever is next: the first row whose `leftMs` is still left until the start.
	 * Never longer than until the start itself.
	 */
	answers: [
		{ leftMs: 72 * hourMs, answerMs: 24 * hourMs },
		{ leftMs: 24 * hourMs, answerMs: 6 * hourMs },
		{ leftMs: 6 * hourMs, answerMs: 2 * hourMs },
		{ leftMs: hourMs, answerMs: 20 * minuteMs },
		{ leftMs: 0, answerMs: 10 * minuteMs }
	],
	/** Every node looks this often for offers that ran out and seats that came free. */
	lookMs: 5000
} as const;
