// Guests who wait for their seat: read by whoever holds the circle, who gives it or says no.

import { seatOf } from '$lib/server/access';
import { atDoor, giveSeat, refuseSeat } from '$lib/server/seats/returners';
import { badRequest, bodyOf, done, no, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { postedReturn } from '$lib/server/gatherings/commands';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const seat = await seatOf(event, event.params.id);
	return seat === null ? noSeat() : Response.json(await atDoor(event.params.id, seat));
};

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const by = await seatOf(event, id);
		if (by === null) return noSeat();
		const posted = postedReturn(await bodyOf(event.request));
		if (!posted) return badRequest();
		const wait = await limited('commands', `${id} ${by}`);
		if (wait) return tooMany(wait);
		const { returner, seat } = posted;
		const answer =
			seat === null ? await refuseSeat(id, by, returner) : await giveSeat(id, by, event.locals.account?.id ?? null, returner, seat);
		return 'ok' in answer ? done({}) : no(answer.refused);
	} catch (error) {
		return notSaved('/api/gatherings/[id]/returners', error);
	}
};
