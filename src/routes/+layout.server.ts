// What every page knows of its reader: a name and a zone, never an id or an address.

import { dropped } from '$lib/server/auth/cookies';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { account, asked }, url }) => ({
	/** Browsers would not keep that somebody signed in here. */
	plainHttp: dropped(url),
	/** Signed in, and still to be asked for their consent. */
	asked: asked !== null,
	account: account && { name: account.name, operator: account.operator, timeZone: account.timeZone }
});
