// Whether a gathering can be served now: the database and the media server, each asked.

import { readiness } from '$lib/server/monitor/readiness';

export const prerender = false;

export const GET = async () => {
	const { ready, parts } = await readiness();
	return Response.json(parts, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
};
