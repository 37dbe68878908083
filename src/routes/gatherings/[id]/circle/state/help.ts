// Whom to ring when no one here can help, as the server tells it.

import type { Help as Told } from '$lib/server/help/emergency';

export interface Help extends Told {
	/** Somebody outside could be told what is about those who hold or host this circle. */
	outside: boolean;
}
