// Asking to join a circle, and hearing of it. Both need an account: somebody has to be told.
import { error, fail, redirect } from '@sveltejs/kit';
import { joiningLimits } from '$lib/admission/choices';
import { askToJoin, askedOf, stopAskingToJoin } from '$lib/server/circles/requests';
import { say } from '$lib/server/web/say';
import { subscribe, unsubscribe } from '$lib/server/circles/subscriptions';
import { wayIn } from '$lib/server/circles/joining';
import { lines, name } from '$lib/server/forms/forms';
import { signedIn, membershipIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function asker(event: RequestEvent) {
	const account = signedIn(event);
	return { account, ...(await membershipIn(event, event.params.id)) };
}

export const load: PageServerLoad = async (event) => {
	const { account, ...membership } = await asker(event);
	const { circle } = membership;
	const [way, asked] = await Promise.all([wayIn(membership, account.id, null), askedOf(circle.id, account.id)]);
	if (way !== 'ask-first' || asked) redirect(303, `/circles/${circle.id}`);
	return { circle: { id: circle.id, title: circle.title, theme: circle.theme }, name: account.name, most: joiningLimits.requestChars };
};

export const actions: Actions = {
	ask: async (event) => {
		const { account, circle } = await asker(event);
		const form = await event.request.formData();
		const words = lines(form, 'words', joiningLimits.requestChars);
		const shown = name(form);
		if (!shown) return fail(400, { words, nameError: say('name-odd') });
		const tooMany = await limited('askToJoin', account.id);
		if (tooMany) return fail(429, { words, error: say(tooMany) });
		const answer = await askToJoin(circle.id, account.id, { name: shown, words });
		if ('refused' in answer) return fail(409, { words, error: say(answer.refused) });
		redirect(303, `/circles/${circle.id}`);
	},
	stop: async (event) => {
		const { account, circle } = await asker(event);
		await stopAskingToJoin(circle.id, account.id);
		redirect(303, `/circles/${circle.id}`);
	},
	subscribe: async (event) => {
		const { account, circle } = await asker(event);
		if (circle.rehearsal) error(404, 'There is nothing here.');
		await subscribe(circle.id, account.id);
		redirect(303, `/circles/${circle.id}`);
	},
	unsubscribe: async (event) => {
		const { account, circle } = await asker(event);
		await unsubscribe(circle.id, account.id);
		redirect(303, `/circles/${circle.id}`);
	}
};
