// What every page knows of its reader: a name and a zone, never an id or an address.

import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { account } }) => ({
	account: account && { name: account.name, operator: account.operator, timeZone: account.timeZone }
});
