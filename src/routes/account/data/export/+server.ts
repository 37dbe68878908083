import { exportOf } from '$lib/server/rights/export';
import { tooMany } from '$lib/server/web/answers';
import { signedIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/web/rates';
import type { RequestHandler } from './$types';

/** The file with one's own data; a plain form asks for it. */
export const POST: RequestHandler = async (event) => {
	const { id } = signedIn(event);
	const often = await limited('export', id);
	if (often) return tooMany(often);
	return new Response(JSON.stringify(await exportOf(id), null, '\t'), {
		headers: { 'content-type': 'application/json', 'content-disposition': 'attachment; filename="my-data.json"' }
	});
};
