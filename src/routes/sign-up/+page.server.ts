import { fail, redirect } from '@sveltejs/kit';
import { signUp } from '$lib/server/accounts/entering';
import { name, text, typed } from '$lib/server/forms/forms';
import { wording } from '$lib/server/accounts/consent';
import { mailLeaves } from '$lib/server/ground/smtp';
import { say } from '$lib/server/web/say';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	if (locals.account) redirect(303, '/circles');
	return { mailLeaves: mailLeaves(), consent: wording() };
};

const fieldOf: Record<string, string> = { 'email-odd': 'email', 'name-odd': 'name', 'consent-open': 'consent' };

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const kept = { email: text(form, 'email'), name: text(form, 'name') };
		const answer = await signUp(event, {
			email: kept.email,
			name: name(form),
			password: typed(form, 'password'),
			consent: text(form, 'consent') || null
		});
		if (!('refused' in answer)) return { ...kept, sent: true as const };
		const no = answer.refused;
		const field = typeof no !== 'string' ? 'form' : no.startsWith('password') ? 'password' : (fieldOf[no] ?? 'form');
		return fail(400, { ...kept, field, error: say(no) });
	}
};
