// The one stream of a page: this seat's views as they change.

import { loginOf, placeOf } from '$lib/server/access';
import { noSeat, tooMany } from '$lib/server/web/answers';
import { limited } from '$lib/server/rates/rates';
import { streamOf } from '$lib/server/live/stream';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { id } = event.params;
	const place = await placeOf(event, id);
	if (!place) return noSeat();
	const wait = await limited('streams', `${id} ${place.seat}`);
	if (wait) return tooMany(wait);
	const last = Number(event.request.headers.get('last-event-id') ?? event.url.searchParams.get('since') ?? 0);
	return streamOf(id, place, loginOf(event, place), Number.isSafeInteger(last) && last > 0 ? last : 0);
};

/** Would open a stream that nobody reads. */
export const HEAD: RequestHandler = () => new Response(null, { status: 405, headers: { allow: 'GET' } });
