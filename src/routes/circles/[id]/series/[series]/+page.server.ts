import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { peerTrouble } from '$lib/server/planning/peers';
import { isId } from '$lib/server/access';
import { say } from '$lib/server/web/say';
import { scheduleLimits } from '$lib/server/planning/schedule';
import { inWords, zoneGroups } from '$lib/world/zones';
import { changeFollowing } from '$lib/server/planning/following';
import { seriesLimits } from '$lib/server/planning/limits';
import { datesInWords, plannedFrom, typedOf } from '$lib/server/planning/series-form';
import { momentOf, occurrencesOf } from '$lib/server/planning/recurrence';
import { ruleInWords } from '$lib/server/planning/recurrence-words';
import { endSeries, firstAhead, horizonOf, leaveOut, seriesById } from '$lib/server/planning/series';
import { text } from '$lib/server/forms/forms';
import { hostOf } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

/** The series, its circle, and the occurrence from which on it is changed: the one asked for, else the next. */
async function found(event: RequestEvent) {
	const { circle, account } = await hostOf(event, event.params.id!);
	const series = isId(event.params.series!) ? await seriesById(circle.id, event.params.series!) : null;
	if (!series) error(404, 'There is nothing here.');
	if (series.endsBefore) error(event.request.method === 'POST' ? 409 : 404, 'This series was changed or ended meanwhile. What you wrote was not kept: look at what is planned now, on the page “Look after this circle”.');
	const asked = event.url.searchParams.get('from');
	const from = asked && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(asked) ? asked : firstAhead(series);
	return { circle, account, series, from };
}
const back = (circleId: string) => redirect(303, `/circles/${circleId}/host`);

export const load: PageServerLoad = async (event) => {
	const { circle, account, series, from } = await found(event);
	const usable = await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId });
	const ahead = occurrencesOf(series, new Date(), horizonOf(new Date()));
	return {
		circle: { id: circle.id, title: circle.title },
		rule: ruleInWords(series.rule, series.localStart, series.zone),
		from,
		fromWhen: inWords(momentOf(from, series.zone), series.zone),
		typed: typedOf(series, from, usable),
		days: ahead.map(({ original, at }) => ({ value: original.slice(0, 10), label: inWords(at, series.zone) })),
		formats: choicesOf(usable),
		zones: await zoneGroups(new Date(), series.zone),
		limits: scheduleLimits
	};
};

async function planOf(event: RequestEvent) {
	const at = await found(event);
	const usable = await formatsFor({ circleId: at.circle.id, accountId: at.account.id, usual: at.circle.formatId });
	const read = plannedFrom(await event.request.formData(), usable);
	if ('errors' in read) return read;
	// Earlier than that it would meet beside what stays as it was.
	const early = momentOf(at.from, at.series.zone).getTime() - seriesLimits.nearestMs > read.plan.startsAt.getTime();
	const errors = early ? { date: 'This is before what you change. Please take a later first day.' } : read.series ? (await peerTrouble(at.circle.id, read.plan)).errors : { repeat: say('choice-odd') };
	return Object.keys(errors).length > 0 || !read.series ? { typed: read.typed, errors } : { ...read, series: read.series, at };
}

export const actions: Actions = {
	preview: async (event) => {
		const read = await planOf(event);
		if ('errors' in read) return fail(400, read);
		return { typed: read.typed, dates: datesInWords(read.plan, read.series) };
	},
	change: async (event) => {
		const read = await planOf(event);
		if ('errors' in read) return fail(400, read);
		const { at, series } = read;
		const kept = { ...series, exceptions: at.series.exceptions };
		const answer = await changeFollowing(at.series, at.from, kept, at.account.id);
		if ('refused' in answer) return fail(409, { typed: read.typed, errors: { form: say(answer.refused) } });
		return back(at.circle.id);
	},
	leaveOut: async (event) => {
		const { circle, account, series } = await found(event);
		const day = text(await event.request.formData(), 'day');
		if (!/^\d{4}-\d\d-\d\d$/.test(day)) return fail(400, { dayError: say('choice-odd') });
		await leaveOut(series.id, day, account.id);
		return back(circle.id);
	},
	end: async (event) => {
		const { circle, account, series, from } = await found(event);
		await endSeries(series.id, from, account.id);
		return back(circle.id);
	}
};
