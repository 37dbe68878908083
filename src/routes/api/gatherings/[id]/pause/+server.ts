// One person's answer to "was that pause all right?": counted without a name.

import { seatOf } from '$lib/server/access';
import { answerPause } from '$lib/server/care/pause-answers';
import { badRequest, bodyOf, done, no, noSeat, notSaved } from '$lib/server/web/answers';
import { postedPause } from '$lib/server/gatherings/commands';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const seat = await seatOf(event, id);
		if (seat === null) return noSeat();
		const posted = postedPause(await bodyOf(event.request));
		if (!posted) return badRequest();
		const refused = await answerPause(id, seat, posted.right);
		return refused ? no(refused) : done({});
	} catch (error) {
		return notSaved('/api/gatherings/[id]/pause', error);
	}
};
