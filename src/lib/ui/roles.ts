// What the roles are called, wherever people read them.
import type { Role } from '$lib/gathering/words';

export const roleNames: Record<Role, string> = {
	facilitator: 'facilitator',
	coFacilitator: 'co-facilitator',
	guardian: 'guardian',
	participant: 'participant'
};
