// Where a mail program posts when somebody wants no more of a kind (RFC 8058): without a login, the address says who and what.
// Whoever opens the same address by hand is shown the page.

import { redirect } from '@sveltejs/kit';
import { chooseOne } from '$lib/server/mails/choices';
import { stopOf } from '$lib/server/mails/links';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ params }) => {
	const found = stopOf(params.token);
	if (!found) return new Response('This link is not known here, or is too old.', { status: 404 });
	await chooseOne(found.account, found.kind, 'none');
	return new Response('No more mails of this kind.');
};

export const GET: RequestHandler = ({ params }) => redirect(303, `/unsubscribe/${params.token}`);
