import { fail, redirect } from '@sveltejs/kit';
import { askForLink, byPassword } from '$lib/server/accounts/entering';
import { text, typed } from '$lib/server/forms/forms';
import { wayBack } from '$lib/server/web/goto';
import { mailLeaves } from '$lib/server/ground/smtp';
import { say } from '$lib/server/web/say';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.account) redirect(303, wayBack(url.searchParams.get('to')));
	return { mailLeaves: mailLeaves() };
};

export const actions: Actions = {
	password: async (event) => {
		const form = await event.request.formData();
		const email = text(form, 'email');
		const answer = await byPassword(event, email, typed(form, 'password'));
		if ('refused' in answer) return fail(400, { email, passwordError: say(answer.refused) });
		redirect(303, wayBack(event.url.searchParams.get('to')));
	},
	link: async (event) => {
		const email = text(await event.request.formData(), 'email');
		const answer = await askForLink(event, email);
		if ('refused' in answer) return fail(400, { email, linkError: say(answer.refused) });
		return { email, sent: true };
	}
};
