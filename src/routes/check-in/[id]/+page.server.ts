// A question a while later. The page tells nobody whose it is or what it is about; only its owner, signed in, may tell somebody.
import { error, fail, redirect } from '@sveltejs/kit';
import { checkInById, feelings, mayTell, takeWishesBack, tellOfCheckIn } from '$lib/server/care/check-ins';
import { isId } from '$lib/server/access';
import { helpFor } from '$lib/server/help/emergency';
import { say } from '$lib/server/web/say';
import { oneOf, text } from '$lib/server/forms/forms';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad } from './$types';

async function found(id: string) {
	const checkIn = isId(id) ? await checkInById(id) : null;
	return checkIn ?? error(404, 'There is nothing here.');
}

export const load: PageServerLoad = async ({ params, locals }) => {
	const { id, accountId, circleId, told } = await found(params.id);
	const own = locals.account?.id === accountId;
	return {
		id,
		help: helpFor(locals.account?.country ?? null),
		/** Whom its owner may tell; null for whoever is not signed in as its owner. */
		whom: own ? (await mayTell(circleId, accountId)).map((one) => ({ value: one.accountId, label: one.name })) : null,
		told: own && told !== null
	};
};

export const actions: Actions = {
	tell: async (event) => {
		const { id } = await found(event.params.id);
		const { account } = event.locals;
		const form = await event.request.formData();
		const word = oneOf(form, 'feeling', feelings);
		if (!account || !word) return fail(400, { error: say('choice-odd') });
		const tooMany = await limited('tell', account.id);
		if (tooMany) return fail(429, { error: say(tooMany) });
		const answer = await tellOfCheckIn(id, account.id, word, text(form, 'to'));
		if ('refused' in answer) return fail(409, { error: say('choice-odd') });
		redirect(303, `/check-in/${id}`);
	},
	stop: async (event) => {
		const { accountId } = await found(event.params.id);
		await takeWishesBack(accountId);
		return { stopped: true };
	}
};
