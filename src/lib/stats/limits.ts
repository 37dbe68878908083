// The numbers of statistics, with their units.

/**
 * The privacy of one release, in tenths of ε: what each table may spend on a person. Together they are ten, which is what it
 * tells whether somebody came. All but the first together are five, so that any other change of what a person did, which moves
 * them from one cell of a table to another and so counts twice, spends no more than ten either.
 */
export const tenths = { people: 5, first: 1, seats: 1, room: 1, pace: 1, again: 1 } as const;

export const limits = {
	/** ε of one release, in thousandths. */
	releaseSpends: 1000,
	/** ε of one scope in one calendar year, in thousandths. */
	yearSpends: 12_000,
	/** Fewer than this are "not enough people yet". */
	fewest: 10,
	/** What is shown is a multiple of this. */
	step: 5,
	/** Minutes of presence from which somebody attended. */
	attendedMinutes: 5,
	/** Days after the end of a period until its release. */
	releaseDays: 7,
	/** Days after a release until what it was made of is deleted. */
	keptDays: 30
} as const;
