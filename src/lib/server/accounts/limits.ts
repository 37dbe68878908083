// The numbers of sign-in, with their units. Imports nothing.

const minute = 60_000;
const hour = 60 * minute;

export const authLimits = {
	/** A login nobody uses ends after this. */
	idleHours: 12,
	/** A login ends after this whatever happens. */
	absoluteMs: 7 * 24 * hour,
	linkMs: 15 * minute,
	/** The browser that typed a new password may use it this long. */
	signUpBrowserMs: 15 * minute,
	minPasswordChars: 12,
	maxPasswordChars: 256,
	maxEmailChars: 254,
	/** Password hashes computed at once; each takes 19 MiB and a core. */
	hashesAtOnce: 2
} as const;
