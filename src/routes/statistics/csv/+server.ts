import { csv } from '$lib/stats/shown';
import { signedIn } from '$lib/server/web/guards';
import { statisticsOf } from '$lib/server/stats/hosting';
import { asFile } from '$lib/server/web/answers';
import type { RequestHandler } from './$types';

/** The figures of all circles somebody hosts, as a file. */
export const GET: RequestHandler = async (event) => {
	const account = signedIn(event);
	const { releases } = await statisticsOf(account.id);
	return asFile(csv(releases), 'statistics.csv', 'text/csv; charset=utf-8');
};
