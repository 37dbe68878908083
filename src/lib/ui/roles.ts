// What the roles are called, wherever people read them.
import type { Role } from '$lib/gathering/types';

export const roleNames: Record<Role, string> = {
	facilitator: 'facilitator',
	coFacilitator: 'co-facilitator',
	guardian: 'guardian',
	participant: 'participant'
};

/** What somebody may be asked to be in a circle. */
export type AskedRole = Exclude<Role, 'participant'> | 'host' | 'substitute';
export const askedRoleNames: Record<AskedRole, string> = {
	facilitator: 'the facilitator',
	coFacilitator: 'a co-facilitator',
	guardian: 'a guardian',
	host: 'a host',
	substitute: 'a substitute'
};
