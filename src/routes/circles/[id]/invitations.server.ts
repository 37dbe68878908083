// Invitations to a circle: as a link, by mail, and taken back.

import { asEmail } from '$lib/server/accounts/email';
import { originOf } from '$lib/server/accounts/entering';
import { invitationLimits, mailInvitation, makeInvitation, withdrawInvitation } from '$lib/server/circles/invitations';
import { text, whole } from '$lib/server/forms/forms';
import { named, odd, within } from '$lib/server/web/acts';
import { act } from './host.server';

export const invitationsActions = {
	invite: act(
		async ({ circle, account }, form, event) =>
			within('invite', account.id, async () => {
				const uses = whole(form, 'uses', 1, invitationLimits.maxUses);
				const days = whole(form, 'days', 1, invitationLimits.maxDays);
				if (!uses || !days) return odd('choice-odd');
				return { link: `${originOf(event)}/invite#${await makeInvitation(circle.id, uses, days, account.id)}` };
			}),
		{ as: 'inviteError' }
	),
	mail: act(
		async ({ circle, account }, form) => {
			const to = asEmail(text(form, 'to'));
			if (!to) return odd('email-odd');
			const answer = await within('invite', account.id, () => mailInvitation(circle.id, to, invitationLimits.usualDays, account.id));
			return 'refused' in answer ? answer : { onItsWay: true };
		},
		{ as: 'mailError', typed: (form) => ({ mailed: text(form, 'to') }) }
	),
	withdraw: act(async ({ circle, account }, form) => named(form, (id) => withdrawInvitation(circle.id, id, account.id)))
};
