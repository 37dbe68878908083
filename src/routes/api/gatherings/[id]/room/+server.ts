// Going over into the room where the seat belongs now: a care room, or back to the circle.

import { seatOf } from '$lib/server/access';
import { badRequest, bodyOf, done, no, noMedia, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { postedOver } from '$lib/server/gatherings/commands';
import { goOver } from '$lib/server/live/join';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const seat = await seatOf(event, id);
		if (seat === null) return noSeat();
		const posted = postedOver(await bodyOf(event.request));
		if (!posted) return badRequest();
		const wait = await limited('commands', `${id} ${seat}`);
		if (wait) return tooMany(wait);
		const ticket = await goOver(id, seat, posted);
		if ('unknown' in ticket) return noMedia();
		return 'refused' in ticket ? no(ticket.refused) : done(ticket);
	} catch (error) {
		return notSaved('/api/gatherings/[id]/room', error);
	}
};
