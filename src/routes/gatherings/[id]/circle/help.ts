// Whom to ring when no one here can help, as the server tells it.

import type { Listing } from '$lib/helplines/index';

export interface Help {
	number: string | null;
	sentence: string;
	text: string | null;
	/** What the person gave as theirs. */
	country: string | null;
	list: Listing;
	/** Somebody outside could be told what is about those who hold or host this circle. */
	outside: boolean;
}
