// A page says that it is here: the one thing that keeps its seat from being lost. Cheaper than a command: at the node that has
// the page's stream it asks the database nothing, and writes nothing by itself.

import { recognise } from '$lib/server/auth/index';
import { say, sayElsewhere } from '$lib/server/live/presence';
import { isId, seatOf } from '$lib/server/people/access';
import { bodyOf, noSeat, notSaved } from '$lib/server/web/answers';
import type { RequestHandler } from './$types';

const heard = () => new Response(null, { status: 204 });
/** No node knows this stream (any more): the page opens a new one. */
const gone = () => new Response(null, { status: 410 });

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	const posted = await bodyOf(event.request, 64);
	const stream = typeof posted === 'string' && isId(posted) ? posted : null;
	if (stream && say(id, stream)) return heard();
	try {
		await recognise(event);
		const seat = await seatOf(event, id);
		if (seat === null) return noSeat();
		return stream && (await sayElsewhere(id, seat, stream)) ? heard() : gone();
	} catch (error) {
		return notSaved('/api/gatherings/[id]/here', error);
	}
};
