import { fail, redirect } from '@sveltejs/kit';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { coveredTimes, spanInWords } from '$lib/server/oncall/covered-times';
import { memberCircles } from '$lib/server/settings/settings';
import { circleFrom } from '$lib/server/circles/circle-form';
import { createCircle } from '$lib/server/circles/circles';
import { credentialUntil } from '$lib/server/accounts/credentials';
import { scheduleLimits } from '$lib/server/planning/schedule';
import { signInFor } from '$lib/server/web/goto';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	if (!locals.account) redirect(303, signInFor('/circles/new'));
	const trained = (await credentialUntil(locals.account.id)) !== null;
	const limits = memberCircles();
	return {
		/** What planning will ask of somebody without a credential, said before they write; null for whoever has one. */
		peers: trained
			? null
			: {
					...limits,
					covered: limits.cover
						? (await coveredTimes(null, scheduleLimits.minMinutes, new Date())).map((time) => spanInWords(time, locals.account!.timeZone))
						: []
				},
		zone: locals.account.timeZone,
		formats: choicesOf(await formatsFor({ circleId: null, accountId: locals.account.id }))
	};
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
