// Who facilitates, in words beside a name. Pure.

import type { ViewedSeat } from '$lib/gathering/viewed';
import { roleNames } from '$lib/ui/roles';

/** For whoever reads by ear; "" for everybody else in the ring. */
export const holderWord = ({ role }: Pick<ViewedSeat, 'role'>): string =>
	role === 'facilitator' || role === 'coFacilitator' ? roleNames[role] : '';
