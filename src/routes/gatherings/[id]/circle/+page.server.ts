// Guards the circle: only somebody with a seat comes in. Everything that moves comes by the stream.

import { error, redirect } from '@sveltejs/kit';
import { isId, seatOf } from '$lib/server/access';
import { safetyContacts } from '$lib/server/safety/safety';
import { guestSecrets } from '$lib/server/ground/cookies';
import { signInFor } from '$lib/server/web/goto';
import { helpFor } from '$lib/server/help/emergency';
import { mayAnswer } from '$lib/server/stats/feedback';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	if (!isId(id)) error(404);
	const seat = await seatOf(event, id);
	const { account } = event.locals;
	// Whose login has ended comes back to the circle, where a call that is kept goes out.
	if (seat === null) redirect(303, account || guestSecrets(event).length > 0 ? `/gatherings/${id}` : signInFor(event.url.pathname));
	const answers = await mayAnswer(account?.id ?? null, id);
	const outside = (await safetyContacts(id, [account?.id ?? null])).length > 0;
	return { id, seat, answers, help: { ...helpFor(account?.country ?? null), outside } };
};
