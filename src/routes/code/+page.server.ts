// A code out of a mail leads where its link would have led. It comes in a form's body; what it opens is asked there again.
import { fail, redirect } from '@sveltejs/kit';
import { isId } from '$lib/server/access';
import { say } from '$lib/server/web/say';
import { code as codeIn } from '$lib/server/forms/forms';
import { soonOf, stopOf } from '$lib/server/mails/links';
import type { Actions } from './$types';

const leadsTo = (code: string): string | null =>
	soonOf(code) ? `/soon/${code}` : stopOf(code) ? `/unsubscribe/${code}` : isId(code) ? `/check-in/${code}` : null;

export const actions: Actions = {
	default: async ({ request }) => {
		const code = codeIn(await request.formData());
		const to = leadsTo(code);
		return to ? redirect(303, to) : fail(404, { code, error: say('link-unknown') });
	}
};
