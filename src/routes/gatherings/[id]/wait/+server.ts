// Waiting for a seat, and waiting no more. What came of it is on the gathering's page, where one comes back to.
import { error, redirect } from '@sveltejs/kit';
import { isId } from '$lib/server/access';
import { wayIn } from '$lib/server/circles/joining';
import { say } from '$lib/server/web/say';
import { gatheringById } from '$lib/server/planning/schedule';
import { wait, waitNoMore } from '$lib/server/seats/waiting';
import { oneOf } from '$lib/server/forms/forms';
import { signedIn, membershipIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const account = signedIn(event);
	const { id } = event.params;
	const gathering = isId(id) ? await gatheringById(id) : null;
	if (!gathering) error(404, 'There is nothing here.');
	const membership = await membershipIn(event, gathering.circleId);
	const wish = oneOf(await event.request.formData(), 'do', ['wait', 'stop'] as const);
	const tooMany = await limited('reserve', account.id);
	if (tooMany) error(429, say(tooMany));
	if (wish === 'stop') await waitNoMore(id, account.id);
	else if (wish === 'wait' && (await wayIn(membership, account.id, gathering.format)) === null) await wait(id, account.id);
	redirect(303, `/gatherings/${id}`);
};
