import { hostOf } from '$lib/server/web/guards';
import { statisticsOf } from '$lib/server/stats/hosting';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const { off, releases, quartersWouldShowMore } = await statisticsOf(account.id, circle.id);
	return { circle: { id: circle.id, title: circle.title }, off, releases, quartersWouldShowMore };
};
