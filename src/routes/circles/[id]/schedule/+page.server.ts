import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { hasTrained, peerTrouble } from '$lib/server/holding/peers';
import { memberCircles } from '$lib/server/operator/settings';
import { hostOf } from '$lib/server/web/guards';
import { schedule, scheduleLimits } from '$lib/server/people/schedule';
import { todays, zoneGroups } from '$lib/world/zones';
import { datesInWords, plannedFrom } from '$lib/server/series/plan-form';
import { beginSeries } from '$lib/server/series/series';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	return {
		circle: { id: circle.id, title: circle.title, formatId: circle.formatId },
		formats: choicesOf(await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId })),
		/** What may be planned while nobody trained holds the circle; null when somebody does. */
		peers: (await hasTrained(circle.id, new Date())) ? null : memberCircles(),
		zone: todays(account.timeZone) ?? 'UTC',
		zones: await zoneGroups(new Date(), account.timeZone),
		limits: scheduleLimits
	};
};

/** What was typed, read and checked. */
async function planOf(event: RequestEvent) {
	const { circle, account } = await hostOf(event, event.params.id!);
	const usable = await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId });
	const read = plannedFrom(await event.request.formData(), usable);
	if ('errors' in read) return read;
	const errors = await peerTrouble(circle.id, read.plan);
	return Object.keys(errors).length > 0 ? { typed: read.typed, errors } : { ...read, circle };
}

export const actions: Actions = {
	preview: async (event) => {
		const read = await planOf(event);
		if ('errors' in read) return fail(400, read);
		return { typed: read.typed, dates: datesInWords(read.plan, read.series) };
	},
	plan: async (event) => {
		const read = await planOf(event);
		if ('errors' in read) return fail(400, read);
		const { circle, plan, series } = read;
		if (!series) redirect(303, `/gatherings/${await schedule(circle.id, plan)}`);
		await beginSeries(circle.id, series);
		redirect(303, `/circles/${circle.id}/host`);
	}
};
