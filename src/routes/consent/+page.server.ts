// Asked once for each wording, after signing in; until then the login opens nothing else.
import { fail, redirect } from '@sveltejs/kit';
import { closeConsent } from '$lib/server/accounts/login';
import { say } from '$lib/server/web/say';
import { inWords } from '$lib/server/ground/zones';
import { askErasure, proven } from '$lib/server/rights/erasure';
import { consentsOf, giveConsent, wording } from '$lib/server/accounts/consent';
import { text } from '$lib/server/forms/forms';
import { signInFor, wayBack } from '$lib/server/web/goto';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Who signed in and is still to be asked; everybody else goes on. */
function asked({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
	const on = wayBack(url.searchParams.get('to'));
	return { account: locals.asked ?? redirect(303, locals.account ? on : signInFor(on)), on };
}

export const load: PageServerLoad = async (event) => {
	const { account } = asked(event);
	return { name: account.name, before: (await consentsOf(account.id)).length > 0, wording: wording() };
};

export const actions: Actions = {
	agree: async (event) => {
		const { account, on } = asked(event);
		const version = text(await event.request.formData(), 'consent');
		if (!(await giveConsent({ accountId: account.id }, version))) return fail(400, { error: say('consent-open') });
		await closeConsent(event.locals.loginId!);
		redirect(303, on);
	},
	erase: async (event) => {
		const { account } = asked(event);
		if (!proven(event.locals.loginAt)) return fail(403, { error: say('prove-again') });
		const { dueAt } = await askErasure(account.id);
		return { erasedAt: inWords(dueAt, account.timeZone) };
	}
};
