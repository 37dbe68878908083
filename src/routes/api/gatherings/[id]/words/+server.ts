// What somebody writes in their turn, as they write it.

import { seatOf } from '$lib/server/access';
import { badRequest, bodyOf, done, no, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { postedWords } from '$lib/server/gatherings/commands';
import { limited } from '$lib/server/rates/rates';
import { writeWords } from '$lib/server/live/writing';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const seat = await seatOf(event, id);
		if (seat === null) return noSeat();
		const posted = postedWords(await bodyOf(event.request));
		if (!posted) return badRequest();
		const wait = await limited('commands', `${id} ${seat}`);
		if (wait) return tooMany(wait);
		const refused = await writeWords({ gathering: id, seat, ...posted });
		return refused ? no(refused) : done({ revision: posted.revision });
	} catch (error) {
		return notSaved('/api/gatherings/[id]/words', error);
	}
};
