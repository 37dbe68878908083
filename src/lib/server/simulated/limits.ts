// Every number of a rehearsal, with its unit.

import { minutes, seconds } from '../../gathering/limits.ts';

export const rehearsalLimits = {
	/** Begun on one instance: four people with picture and voice take about half a processor. */
	atOnce: 3,
	/** Played by one process: who was slow to come is not turned away, and nobody can ask for more than this. */
	most: 5,
	/** Simulated people stay no longer than this; the newcomer's credential ends then, too. */
	longestMs: minutes(10),
	/** A rehearsal nobody came to counts as going on for so long. */
	comesMs: minutes(2),
	/** With the newcomer gone so long, the others leave. */
	aloneMs: seconds(30),
	/** After sending the people in, nobody else sends them again within this time. */
	sentMs: seconds(15),
	lookMs: seconds(1),
	/** Rehearsals are forgotten after a day. */
	keptMs: minutes(24 * 60)
} as const;
