import { fail } from '@sveltejs/kit';
import { text } from '$lib/server/forms/forms';
import { changeFollowing } from '$lib/server/planning/following';
import { endSeries, leaveOut } from '$lib/server/planning/series';
import { datesInWords } from '$lib/server/planning/series-form';
import { acts, odd } from '$lib/server/web/acts';
import { say } from '$lib/server/web/say';
import { found, planOf, seriesShown } from './series.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => seriesShown(await found(event));

const act = acts(found, { to: ({ circle }) => `/circles/${circle.id}/host` });

export const actions: Actions = {
	preview: act(async (at, form) => {
		const read = await planOf(at, form);
		return 'errors' in read ? fail(400, read) : { typed: read.typed, dates: datesInWords(read.plan, read.series) };
	}),
	change: act(async (at, form) => {
		const read = await planOf(at, form);
		if ('errors' in read) return fail(400, read);
		const answer = await changeFollowing(at.series, at.from, { ...read.series, exceptions: at.series.exceptions }, at.account.id);
		return 'refused' in answer ? fail(409, { typed: read.typed, errors: { form: say(answer.refused) } }) : answer;
	}),
	leaveOut: act(
		async ({ series, account }, form) => {
			const day = text(form, 'day');
			return /^\d{4}-\d\d-\d\d$/.test(day) ? leaveOut(series.id, day, account.id) : odd('choice-odd');
		},
		{ as: 'dayError' }
	),
	end: act(({ series, from, account }) => endSeries(series.id, from, account.id))
};
