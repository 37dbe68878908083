import { csv } from '$lib/stats/shown';
import { hostOf } from '$lib/server/web/guards';
import { statisticsOf } from '$lib/server/stats/hosting';
import { asFile } from '$lib/server/web/answers';
import type { RequestHandler } from './$types';

/** The figures of one circle, for those who host it, as a file. */
export const GET: RequestHandler = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const { releases } = await statisticsOf(account.id, circle.id);
	return asFile(csv(releases), 'statistics.csv', 'text/csv; charset=utf-8');
};
