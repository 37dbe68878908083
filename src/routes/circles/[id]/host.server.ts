// What only the host of a circle is shown on its page, and the guard of what only they do there.

import type { Account } from '$lib/server/accounts/types';
import type { Visitor } from '$lib/server/access';
import { memberCount, type Membership } from '$lib/server/circles/circles';
import { shownOf } from '$lib/server/circles/circle-form';
import { invitationLimits, invitationsOf } from '$lib/server/circles/invitations';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { seenOf } from '$lib/server/forms/seen';
import { roleAsksOf } from '$lib/server/planning/role-asks';
import { acts } from '$lib/server/web/acts';
import { hostOf } from '$lib/server/web/guards';

/** Null for everybody else. */
export async function hostShown({ circle, host }: Membership, account: Account | null) {
	if (!host || !account) return null;
	const [usable, invitations, members, asked] = await Promise.all([
		formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId }),
		invitationsOf(circle.id),
		memberCount(circle.id),
		roleAsksOf(circle.id)
	]);
	return {
		formats: choicesOf(usable),
		/** The mark of what its words are, for the form that changes them. */
		seen: seenOf(shownOf(circle, usable)),
		invitations,
		limits: invitationLimits,
		members,
		/** Who is asked to hold it, as the host typed them. */
		asked: asked.filter(({ role }) => role !== 'host' && role !== 'substitute')
	};
}

/** An action of the host, after which the circle is shown anew. */
export const act = acts((event: Visitor & { params: { id: string } }) => hostOf(event, event.params.id), {
	to: ({ circle }) => `/circles/${circle.id}`
});
