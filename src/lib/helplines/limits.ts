// The numbers of the helplines, with their units.

export const helplineLimits = {
	/** Older than this, a row asks its reader to check the number. */
	checkAfterDays: 90,
	/** Older than this, nothing may be released (`npm run release:check`). */
	refuseAfterDays: 180
} as const;
