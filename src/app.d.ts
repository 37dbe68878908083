import type { Ahead } from '$lib/server/access';
import type { Account } from '$lib/server/accounts/types';

declare global {
	namespace App {
		interface Error {
			/** Stable code a client may switch on. */
			code?: string;
			message: string;
		}
		interface Locals {
			/** The signed-in account, or null. Guests are known by their seat cookie, not here. */
			account: Account | null;
			/** Who signed in and is still to be asked for their consent: signed in for that one page. */
			asked: Account | null;
			/** The auth library's session id; never sent to a page. */
			loginId: string | null;
			/** When this login began: whoever came in just now need not prove themself again. */
			loginAt: Date | null;
			/** Read ahead for the hot path; see `readAhead`. */
			ahead?: Ahead;
		}
	}
}

export {};
