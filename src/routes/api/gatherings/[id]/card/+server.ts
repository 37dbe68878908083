// Opening a sealed card: the one way to its words, for whoever the gathering allows it now. Each opening is told to its owner.

import { seatOf } from '$lib/server/access';
import { openSealedCard } from '$lib/server/care/cards';
import { helpFor } from '$lib/server/help/emergency';
import { badRequest, bodyOf, done, no, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { postedCard } from '$lib/server/gatherings/commands';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const by = await seatOf(event, id);
		if (by === null) return noSeat();
		const posted = postedCard(await bodyOf(event.request));
		if (!posted) return badRequest();
		const wait = await limited('commands', `${id} ${by}`);
		if (wait) return tooMany(wait);
		const answer = await openSealedCard(id, by, posted.seat);
		if ('refused' in answer) return no(answer.refused);
		return done('card' in answer ? { card: answer.card, emergency: helpFor(answer.card.country || null).number } : answer);
	} catch (error) {
		return notSaved('/api/gatherings/[id]/card', error);
	}
};
