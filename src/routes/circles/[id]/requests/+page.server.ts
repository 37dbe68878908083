import { fail, redirect } from '@sveltejs/kit';
import { isOrientation, orientations } from '$lib/admission/choices';
import { asEmail } from '$lib/server/accounts/email';
import { wantedIn } from '$lib/server/circles/attended';
import { isId } from '$lib/server/access';
import { answerRequest, requestsOf } from '$lib/server/circles/requests';
import { say } from '$lib/server/web/say';
import { vouchedOf, vouchFor, vouchNoMore } from '$lib/server/circles/vouched';
import { inWords } from '$lib/server/ground/zones';
import { oneOf, text } from '$lib/server/forms/forms';
import { hostOf } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const [asking, wanted, vouched] = await Promise.all([requestsOf(circle.id), wantedIn(circle), vouchedOf(circle.id)]);
	return {
		circle: { id: circle.id, title: circle.title, access: circle.access },
		/** Evenings that people should have been to before, and may be said to know. */
		wanted,
		/** Of whom the hosts said that they know one, as they typed them. */
		vouched: vouched.map(({ id, email, formatId }) => ({ id, email, as: isOrientation(formatId) ? orientations[formatId] : undefined })),
		asking: asking.map(({ at, ...rest }) => ({ ...rest, when: inWords(at, account.timeZone) }))
	};
};

export const actions: Actions = {
	answer: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const form = await event.request.formData();
		const id = text(form, 'id');
		const answer = oneOf(form, 'answer', ['yes', 'no'] as const);
		if (!isId(id) || !answer) return fail(400, { error: say('choice-odd') });
		const answered = await answerRequest(circle.id, id, { yes: answer === 'yes', oriented: form.has('oriented') }, account.id);
		if ('refused' in answered) return fail(409, { error: say(answered.refused) });
		redirect(303, `/circles/${circle.id}/requests`);
	},
	grant: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const form = await event.request.formData();
		const given = text(form, 'email');
		const email = asEmail(given);
		const evening = oneOf(form, 'evening', await wantedIn(circle));
		if (!email || !evening) return fail(400, { given, grantError: say(email ? 'choice-odd' : 'email-odd') });
		const tooMany = await limited('askAddress', account.id);
		if (tooMany) return fail(429, { given, grantError: say(tooMany) });
		const granted = await vouchFor(circle.id, email, evening, account.id);
		if ('refused' in granted) return fail(400, { given, grantError: say(granted.refused) });
		return { granted: evening };
	},
	unask: async (event) => {
		const { circle } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await vouchNoMore(circle.id, id);
		redirect(303, `/circles/${circle.id}/requests`);
	}
};
