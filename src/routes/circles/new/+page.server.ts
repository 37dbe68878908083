import { fail, redirect } from '@sveltejs/kit';
import { formats } from '$lib/gathering/formats/index';
import { circleFrom } from '$lib/server/people/circle-form';
import { createCircle } from '$lib/server/people/circles';
import { signInFor } from '$lib/server/web/goto';
import { described } from '$lib/server/people/described';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	if (!locals.account) redirect(303, signInFor('/circles/new'));
	return { formats: formats.map((format) => described(format)) };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		if (!locals.account) redirect(303, signInFor('/circles/new'));
		const read = circleFrom(await request.formData());
		if ('errors' in read) return fail(400, read);
		redirect(303, `/circles/${await createCircle(locals.account.id, locals.account.name, read.words)}`);
	}
};
