// What every page knows of its reader: a name and a zone, never an id or an address.

import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { account, asked } }) => ({
	/** Signed in, and still to be asked for their consent. */
	asked: asked !== null,
	account: account && { name: account.name, operator: account.operator, timeZone: account.timeZone }
});
