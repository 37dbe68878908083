import { fail, redirect } from '@sveltejs/kit';
import { asEmail } from '$lib/server/auth/email';
import { grantAttended, wantedIn } from '$lib/server/people/attended';
import { isId } from '$lib/server/people/access';
import { answerRequest, requestsOf } from '$lib/server/people/requests';
import { say } from '$lib/server/people/sayings';
import { inWords } from '$lib/server/people/zones';
import { oneOf, text } from '$lib/server/web/forms';
import { hostOf } from '$lib/server/web/guards';
import { limited } from '$lib/server/web/rates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const [asking, wanted] = await Promise.all([requestsOf(circle.id), wantedIn(circle)]);
	return {
		circle: { id: circle.id, title: circle.title, access: circle.access },
		/** Evenings that people should have been to before, and may be said to know. */
		wanted,
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
		const tooMany = await limited('lookUp', account.id);
		if (tooMany) return fail(429, { given, grantError: say(tooMany) });
		const granted = await grantAttended(email, evening, account.id);
		if ('refused' in granted) return fail(400, { given, grantError: say(granted.refused) });
		return { granted: evening };
	}
};
