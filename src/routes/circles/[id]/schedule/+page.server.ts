import { fail, redirect } from '@sveltejs/kit';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { holders } from '$lib/server/people/circles';
import { hostOf } from '$lib/server/web/guards';
import { planFrom } from '$lib/server/people/plan-form';
import { schedule, scheduleLimits } from '$lib/server/people/schedule';
import { zones } from '$lib/server/people/zones';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const held = await holders(circle.id);
	return {
		circle: { id: circle.id, title: circle.title, formatId: circle.formatId },
		formats: choicesOf(await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId })),
		holders: held.map(({ name, role, credentialUntil }) => ({ name, role, credentialUntil })),
		zone: account.timeZone,
		zones: zones(),
		limits: scheduleLimits
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const usable = await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId });
		const read = planFrom(await event.request.formData(), usable);
		if ('errors' in read) return fail(400, read);
		redirect(303, `/gatherings/${await schedule(circle.id, read.plan)}`);
	}
};
