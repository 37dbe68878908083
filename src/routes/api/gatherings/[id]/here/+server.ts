// A page says that it is here, and this node does not have its stream: another one may. What this node has was answered before
// it came here, in `hooks.server.ts`.

import { sayElsewhere } from '$lib/server/live/presence';
import { isId, seatOf } from '$lib/server/access';
import { noSeat, notSaved } from '$lib/server/web/answers';
import { goneAnswer, heardAnswer, streamIn } from '$lib/server/web/here';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	const stream = streamIn(event.request);
	try {
		const seat = await seatOf(event, id);
		if (seat === null) return noSeat();
		return isId(stream) && (await sayElsewhere(id, seat, stream)) ? heardAnswer() : goneAnswer();
	} catch (error) {
		return notSaved('/api/gatherings/[id]/here', error);
	}
};
