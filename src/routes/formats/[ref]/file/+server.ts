import { error } from '@sveltejs/kit';
import { draftOf } from '$lib/formats/draft';
import { fileOf } from '$lib/formats/file';
import { readFormat } from '$lib/server/formats/own';
import { signedIn } from '$lib/server/web/guards';
import type { RequestHandler } from './$types';

/** The format as a file to keep or to take to another instance. Its name is that of the format, in plain letters. */
export const GET: RequestHandler = async (event) => {
	const account = signedIn(event);
	const found = await readFormat(event.params.ref, account.id);
	if (!found) error(404, 'There is nothing here.');
	const { format } = found;
	const name =
		format.title
			.normalize('NFKD')
			.replace(/[^a-zA-Z0-9]+/g, '-')
			.replace(/^-+|-+$/g, '')
			.toLowerCase() || 'format';
	return new Response(fileOf(draftOf(format), { format: format.id, version: format.version }, format), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${name}-v${format.version}.json"`,
			'cache-control': 'private, no-store'
		}
	});
};
