// Where else to turn, for members; whoever holds the circle keeps the list.

import { error, fail } from '@sveltejs/kit';
import type { Visitor } from '$lib/server/access';
import { placeFrom } from '$lib/server/care/place-form';
import { addPlace, keepsPlaces, placesOf, removePlace } from '$lib/server/care/places';
import type { Membership } from '$lib/server/circles/circles';
import { acts, named } from '$lib/server/web/acts';
import { signedIn, membershipIn } from '$lib/server/web/guards';
import { say } from '$lib/server/web/say';

export async function placesShown({ circle, host, member, facilitator }: Membership) {
	const places = member || facilitator || host ? await placesOf(circle.id) : [];
	/** `keeps`: the reader may change it. */
	return { places, keeps: keepsPlaces(facilitator) };
}

/** The circle and account of somebody who keeps its list of where else to turn, and nobody else. */
async function keeper(event: Visitor & { params: { id: string } }) {
	const account = signedIn(event);
	const { circle, facilitator } = await membershipIn(event, event.params.id);
	if (!keepsPlaces(facilitator)) error(403, 'Only those who hold this circle can do this.');
	return { circle, account };
}
const act = acts(keeper, { to: ({ circle }) => `/circles/${circle.id}` });

export const placesActions = {
	addPlace: act(async ({ circle, account }, form) => {
		const read = placeFrom(form);
		if ('errors' in read) return fail(400, { placeTyped: read.typed, placeErrors: read.errors });
		const answer = await addPlace(circle.id, read.words, account.id);
		return 'refused' in answer ? fail(409, { placeTyped: read.typed, placeErrors: { form: say(answer.refused) } }) : answer;
	}),
	removePlace: act(async ({ circle, account }, form) => named(form, (id) => removePlace(circle.id, id, account.id)))
};
