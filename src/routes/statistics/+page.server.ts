import { error, fail } from '@sveltejs/kit';
import { oneOf } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import { say } from '$lib/server/web/say';
import { choosePeriod } from '$lib/server/stats/choices';
import { hosted, statisticsOf } from '$lib/server/stats/hosting';
import type { Actions, PageServerLoad } from './$types';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const circles = await hosted(account.id);
	if (circles.length === 0) error(404, 'There is nothing here.');
	const { from, ...rest } = await statisticsOf(account.id);
	return { ...rest, from: { month: day.format(from.month), quarter: day.format(from.quarter) }, circles: circles.length };
};

export const actions: Actions = {
	choose: async (event) => {
		const account = signedIn(event);
		if ((await hosted(account.id)).length === 0) error(404, 'There is nothing here.');
		const form = await event.request.formData();
		const period = oneOf(form, 'period', ['month', 'quarter'] as const);
		const together = oneOf(form, 'together', ['yes', 'no'] as const);
		if (!period || !together) return fail(400, { error: say('choice-odd') });
		await choosePeriod(account.id, { period, together: together === 'yes' });
		return { chosen: true };
	}
};
