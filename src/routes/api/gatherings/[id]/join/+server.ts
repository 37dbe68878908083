// Coming into the room from one device: a fresh identity and a short-lived token that never carries the microphone.

import { isId, loginOf, placeOf } from '$lib/server/access';
import { badRequest, bodyOf, done, no, noMedia, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { postedJoin } from '$lib/server/gatherings/commands';
import { joinRoom } from '$lib/server/live/join';
import { streamIn } from '$lib/server/web/here';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const place = await placeOf(event, id);
		if (!place) return noSeat();
		const { seat } = place;
		const posted = postedJoin(await bodyOf(event.request));
		if (!posted) return badRequest();
		const wait = await limited('commands', `${id} ${seat}`);
		if (wait) return tooMany(wait);
		const stream = streamIn(event.request);
		const joined = await joinRoom(id, seat, { ...posted, loginId: loginOf(event, place), stream: isId(stream) ? stream : null });
		if ('unknown' in joined) return noMedia();
		return 'refused' in joined ? no(joined.refused) : done(joined);
	} catch (error) {
		return notSaved('/api/gatherings/[id]/join', error);
	}
};
