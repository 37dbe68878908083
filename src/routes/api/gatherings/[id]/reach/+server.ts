// Whoever leaves in distress lets those who led reach them for a day, sees that they did, and takes it back.

import { allowReach, reachOf } from '$lib/server/care/reaching';
import { postedReach as postedReach } from '$lib/server/gatherings/commands';
import { seatOf } from '$lib/server/access';
import { badRequest, bodyOf, done, no, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

const route = '/api/gatherings/[id]/reach';

export const GET: RequestHandler = async (event) => {
	try {
		const seat = await seatOf(event, event.params.id);
		return seat === null ? noSeat() : done({ reach: await reachOf(event.params.id, seat) });
	} catch (error) {
		return notSaved(route, error);
	}
};

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const seat = await seatOf(event, id);
		if (seat === null) return noSeat();
		const posted = postedReach(await bodyOf(event.request));
		if (!posted) return badRequest();
		const wait = await limited('commands', `${id} ${seat}`);
		if (wait) return tooMany(wait);
		const answer = await allowReach(id, seat, posted.reach);
		return 'refused' in answer ? no('nothing-to-do') : done({ reach: posted.reach });
	} catch (error) {
		return notSaved(route, error);
	}
};
