import { fail } from '@sveltejs/kit';
import { accountByEmail } from '$lib/server/accounts/accounts';
import { asEmail } from '$lib/server/accounts/email';
import { lockAccount, lockedAccounts, unlockAccount } from '$lib/server/operator/locks';
import { isId } from '$lib/server/access';
import { say } from '$lib/server/web/say';
import { inWords } from '$lib/server/ground/zones';
import { text } from '$lib/server/forms/forms';
import { operator } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { timeZone } = operator(event);
	const locked = await lockedAccounts();
	return {
		locked: locked.map(({ ahead, ...one }) => ({
			...one,
			ahead: ahead.map(({ id, title, startsAt }) => ({ id, title, when: inWords(startsAt, timeZone) }))
		}))
	};
};

export const actions: Actions = {
	lock: async (event) => {
		const { id } = operator(event);
		const email = text(await event.request.formData(), 'email');
		const address = asEmail(email);
		if (!address) return fail(400, { email, error: say('email-odd') });
		const account = await accountByEmail(address);
		const answer = account ? await lockAccount(account.id, id) : { refused: 'no-account' as const };
		if ('refused' in answer) return fail(400, { email, error: say(answer.refused) });
		return { done: 'The account is locked. Whoever was signed in with it is signed out.' };
	},
	unlock: async (event) => {
		const { id } = operator(event);
		const accountId = text(await event.request.formData(), 'id');
		const answer = isId(accountId) ? await unlockAccount(accountId, id) : { refused: 'not-locked' as const };
		if ('refused' in answer) return fail(400, { error: say(answer.refused) });
		return { done: 'The account is open again. Seats and credentials do not come back by themselves.' };
	}
};
