// The words of sign-in, as types. Imports nothing.

/** Who is signed in, as pages and server modules know them. */
export interface Account {
	id: string;
	/** Lower-cased. */
	email: string;
	name: string;
	/** May grant credentials on this instance. */
	operator: boolean;
	/** IANA. */
	timeZone: string;
	/** ISO 3166-1 alpha-2, if the person gave one. */
	country: string | null;
}
