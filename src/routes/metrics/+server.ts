// The numbers of this node, for a collector that has the token (docs/running.md). Without one set there is no such page.

import { mayRead, numbers } from '$lib/server/monitor/text';
import type { RequestHandler } from './$types';

export const prerender = false;

export const GET: RequestHandler = async ({ request }) => {
	const may = mayRead(request.headers.get('authorization'));
	if (may === 'off') return new Response('Not found\n', { status: 404 });
	if (may === 'no') return new Response('A bearer token is needed\n', { status: 401, headers: { 'www-authenticate': 'Bearer' } });
	const { type, text } = await numbers();
	return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
};
