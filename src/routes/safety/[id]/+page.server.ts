// One report. Whoever may not read it finds nothing here.
import { error, redirect } from '@sveltejs/kit';
import { isId } from '$lib/server/access';
import { inWords } from '$lib/server/ground/zones';
import { closeReport, lookAtReport, openReport } from '$lib/server/safety/looking-after';
import { reportWords } from '$lib/server/safety/report-words';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const found = isId(event.params.id) ? await openReport(event.params.id, account) : null;
	if (!found) error(404, 'There is nothing here.');
	const { code, madeAt, gathering, ...rest } = found;
	return {
		...rest,
		label: reportWords[code],
		madeAt: inWords(madeAt, account.timeZone),
		gathering: gathering && { title: gathering.title, when: inWords(gathering.startsAt, account.timeZone) },
		operator: account.operator
	};
};

export const actions: Actions = {
	look: async (event) => {
		const account = signedIn(event);
		if (!isId(event.params.id) || !(await lookAtReport(event.params.id, account))) error(404, 'There is nothing here.');
		redirect(303, `/safety/${event.params.id}`);
	},
	close: async (event) => {
		const account = signedIn(event);
		if (!isId(event.params.id) || !(await closeReport(event.params.id, account))) error(404, 'There is nothing here.');
		redirect(303, '/safety');
	}
};
