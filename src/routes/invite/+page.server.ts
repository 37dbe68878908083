// An invitation's secret comes in a form's body, never in an address. Whoever has no account needs only a name.
import { fail, redirect } from '@sveltejs/kit';
import { readCookie, guestCookie, writeCookie } from '$lib/server/ground/cookies';
import { code as codeIn, name, text } from '$lib/server/forms/forms';
import { lookAtInvitation, useInvitation } from '$lib/server/circles/invitations';
import { networkFrom } from '$lib/server/rates/network';
import { limited } from '$lib/server/rates/rates';
import { giveConsent, wording } from '$lib/server/accounts/consent';
import { knownBy, shutOut } from '$lib/server/circles/shut-out';
import { hashOf } from '$lib/server/ground/secrets';
import { say } from '$lib/server/web/say';
import type { Actions, PageServerLoad } from './$types';

const guestSeconds = 60 * 24 * 60 * 60;

export const load: PageServerLoad = ({ locals }) => ({ consent: locals.account ? null : wording() });

export const actions: Actions = {
	look: async (event) => {
		const tooMany = await limited('inviteFrom', networkFrom(event));
		const code = codeIn(await event.request.formData());
		if (tooMany) return fail(429, { code, error: say(tooMany) });
		const found = await lookAtInvitation(code);
		if (!found) return fail(404, { code, error: say('invitation-not-good') });
		const { title, theme, isFor, isNot } = found;
		return { code, circle: { title, theme, isFor, isNot } };
	},
	enter: async (event) => {
		const tooMany = await limited('inviteFrom', networkFrom(event));
		const form = await event.request.formData();
		const code = codeIn(form);
		if (tooMany) return fail(429, { code, error: say(tooMany) });
		const found = await lookAtInvitation(code);
		if (!found) return fail(404, { code, error: say('invitation-not-good') });
		const { circleId, ...circle } = found;
		const { account } = event.locals;
		const shown = name(form) ?? account?.name;
		if (!shown) return fail(400, { code, circle, nameError: say('name-odd') });
		const consent = text(form, 'consent');
		if (!account && consent !== wording().version) return fail(400, { code, circle, name: shown, error: say('consent-open') });
		if (await shutOut(circleId, knownBy(event))) return fail(409, { code, error: say('not-open') });
		const guest = readCookie(event, guestCookie(circleId)) ?? null;
		const used = await useInvitation(code, account ? { accountId: account.id, name: shown } : { guest, name: shown });
		if ('refused' in used) return fail(409, { code, error: say(used.refused) });
		if (used.guestSecret) {
			await giveConsent({ guestHash: hashOf(used.guestSecret) }, consent);
			writeCookie(event, guestCookie(circleId), used.guestSecret, guestSeconds);
		}
		redirect(303, `/circles/${circleId}`);
	}
};
