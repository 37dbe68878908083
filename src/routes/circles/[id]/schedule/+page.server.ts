import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { peerTrouble, trainedIn } from '$lib/server/planning/peers';
import { coveredTimes, spanInWords } from '$lib/server/oncall/covered-times';
import { memberCircles } from '$lib/server/settings/settings';
import { hostOf } from '$lib/server/web/guards';
import { schedule, scheduleLimits, type Plan } from '$lib/server/planning/schedule';
import { inWords } from '$lib/server/ground/zones';
import { todays, zoneGroups } from '$lib/world/zones';
import { datesInWords, plannedFrom } from '$lib/server/planning/series-form';
import { localOf } from '$lib/server/planning/recurrence';
import { beginSeries } from '$lib/server/planning/series';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const trained = await trainedIn(circle.id, new Date());
	return {
		circle: { id: circle.id, title: circle.title, formatId: circle.formatId },
		formats: choicesOf(await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId })),
		/** What may be planned while nobody credentialed has said yes to every gathering; null when somebody did. */
		peers:
			trained === 'willing'
				? null
				: { ...memberCircles(), named: trained === 'named', covered: await coveredIn(circle.id, account.timeZone) },
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
	const { errors, uncovered } = await peerTrouble(circle.id, read.plan);
	if (Object.keys(errors).length === 0) return { ...read, circle };
	return { typed: read.typed, errors, instead: uncovered ? await insteadOf(circle.id, read.plan) : null };
}

/** The next times at which it would be covered, as the form takes them. */
async function insteadOf(circleId: string, { minutes, zone }: Plan) {
	const times = await coveredTimes(circleId, minutes, new Date());
	return times.map(({ from }) => ({ value: localOf(from, zone), label: inWords(from, zone) }));
}

/** When somebody is on call, said before anything is typed. */
const coveredIn = async (circleId: string, zone: string): Promise<string[]> =>
	memberCircles().cover ? (await coveredTimes(circleId, scheduleLimits.minMinutes, new Date())).map((time) => spanInWords(time, zone)) : [];

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
