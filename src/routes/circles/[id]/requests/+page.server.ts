import { fail, redirect } from '@sveltejs/kit';
import { asEmail } from '$lib/server/auth/email';
import { isOrientation } from '$lib/server/people/attended';
import { isId } from '$lib/server/people/access';
import { answerRequest, requestsOf } from '$lib/server/people/requests';
import { say } from '$lib/server/people/sayings';
import { vouchedOf, vouchFor, vouchNoMore } from '$lib/server/people/vouched';
import { inWords } from '$lib/server/people/zones';
import { oneOf, text } from '$lib/server/web/forms';
import { hostOf } from '$lib/server/web/guards';
import { limited } from '$lib/server/web/rates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const asking = await requestsOf(circle.id);
	return {
		circle: { id: circle.id, title: circle.title, access: circle.access, prerequisite: circle.prerequisite },
		/** Of whom the hosts said that they know it, as they typed them. */
		vouched: await vouchedOf(circle.id),
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
		const given = text(await event.request.formData(), 'email');
		const email = asEmail(given);
		if (!email || !isOrientation(circle.prerequisite)) return fail(400, { given, grantError: say(email ? 'choice-odd' : 'email-odd') });
		const tooMany = await limited('askAddress', account.id);
		if (tooMany) return fail(429, { given, grantError: say(tooMany) });
		const granted = await vouchFor(circle.id, email, circle.prerequisite, account.id);
		if ('refused' in granted) return fail(400, { given, grantError: say(granted.refused) });
		return { granted: true };
	},
	unask: async (event) => {
		const { circle } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await vouchNoMore(circle.id, id);
		redirect(303, `/circles/${circle.id}/requests`);
	}
};
