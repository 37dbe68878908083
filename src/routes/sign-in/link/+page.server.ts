// Opening a link shows a page; only pressing its button uses the link, so that a mail scanner cannot.
import { fail, redirect } from '@sveltejs/kit';
import { byLink } from '$lib/server/accounts/entering';
import { code as codeIn, name, text } from '$lib/server/forms/forms';
import { wayBack } from '$lib/server/web/goto';
import { say } from '$lib/server/web/say';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const code = codeIn(form);
		const answer = await byLink(event, code, { name: name(form), zone: text(form, 'zone') });
		if (!('refused' in answer)) redirect(303, wayBack(event.url.searchParams.get('to')));
		const askName = answer.refused === 'name-missing';
		return fail(400, { code, askName, name: text(form, 'name'), error: say(answer.refused) });
	}
};
