import { fail, redirect } from '@sveltejs/kit';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { circleFrom } from '$lib/server/people/circle-form';
import { createCircle } from '$lib/server/people/circles';
import { signInFor } from '$lib/server/web/goto';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	if (!locals.account) redirect(303, signInFor('/circles/new'));
	return { formats: choicesOf(await formatsFor({ circleId: null, accountId: locals.account.id })) };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		if (!locals.account) redirect(303, signInFor('/circles/new'));
		const usable = await formatsFor({ circleId: null, accountId: locals.account.id });
		const read = circleFrom(await request.formData(), usable);
		if ('errors' in read) return fail(400, read);
		redirect(303, `/circles/${await createCircle(locals.account.id, locals.account.name, read.words)}`);
	}
};
