// Who holds a circle, and whom its host asks to; members say whether they would like to sometimes.

import type { Visitor } from '$lib/server/access';
import type { Account } from '$lib/server/accounts/types';
import { asEmail } from '$lib/server/accounts/email';
import { addFacilitator, facilitatorsOf, removeFacilitator, type Membership } from '$lib/server/circles/circles';
import { oneOf, text } from '$lib/server/forms/forms';
import { askForRole, withdrawRoleAsk } from '$lib/server/planning/role-asks';
import { turnsOf, wouldLike } from '$lib/server/planning/rotation';
import { acts, named, odd, within } from '$lib/server/web/acts';
import { signedIn, membershipIn } from '$lib/server/web/guards';
import { act } from './host.server';

export async function holdersShown({ circle, host, member }: Membership, account: Account | null) {
	const [held, turns] = await Promise.all([facilitatorsOf(circle.id), circle.rotates && account && member ? turnsOf(circle.id) : null]);
	return {
		holders: held.map(({ accountId, name, role, credentialUntil, standing: always }) => ({
			id: host ? accountId : null,
			name,
			role,
			credentialUntil,
			/** For the host: they said yes to every gathering. */
			always: host ? always : null
		})),
		/** Whether the reader would like to hold it sometimes; null where nobody is asked that. */
		turn: turns && turns.some(({ accountId }) => accountId === account!.id)
	};
}

const roles = ['facilitator', 'coFacilitator', 'guardian'] as const;

async function inside(event: Visitor & { params: { id: string } }) {
	const account = signedIn(event);
	return { ...(await membershipIn(event, event.params.id)), account };
}

export const holdersActions = {
	holder: act(
		async ({ circle, account }, form) => {
			const email = asEmail(text(form, 'email'));
			const role = oneOf(form, 'role', roles);
			if (!email || !role) return odd(email ? 'choice-odd' : 'email-odd');
			// Whoever adds themself has said yes by that; everybody else is asked, and whether the address is anybody's is nobody's to know.
			const own = email === account.email;
			const call = own ? addFacilitator : askForRole;
			const answer = await within('askAddress', account.id, () => call(circle.id, email, role, account.id));
			return own || 'refused' in answer ? answer : { holderAsked: true };
		},
		{ as: 'holderError', typed: (form) => ({ given: text(form, 'email') }) }
	),
	unhold: act(async ({ circle, account }, form) => named(form, (id) => removeFacilitator(circle.id, id, account.id))),
	unask: act(async ({ circle }, form) => named(form, (id) => withdrawRoleAsk(circle.id, id))),
	turn: acts(inside, { to: ({ circle }) => `/circles/${circle.id}` })(async ({ circle, member, account }, form) => {
		if (circle.rotates && member) await wouldLike(circle.id, account.id, text(form, 'like') === 'yes');
	})
};
