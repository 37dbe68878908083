import { exportOf } from '$lib/server/rights/export';
import { asFile, tooMany } from '$lib/server/web/answers';
import { signedIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

/** The file with one's own data; a plain form asks for it. */
export const POST: RequestHandler = async (event) => {
	const { id } = signedIn(event);
	const often = await limited('export', id);
	if (often) return tooMany(often);
	return asFile(exportOf(id), 'my-data.json', 'application/json');
};
