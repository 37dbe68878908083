// One's own data: what one agreed to, all of it as a file, and its end.
import { fail, redirect } from '@sveltejs/kit';
import { accountByPassword, hasPassword } from '$lib/server/accounts/accounts';
import { sendLink } from '$lib/server/accounts/links';
import { originOf } from '$lib/server/accounts/entering';
import { mailLeaves } from '$lib/server/ground/smtp';
import { say } from '$lib/server/web/say';
import { inWords } from '$lib/server/ground/zones';
import { consentsOf } from '$lib/server/accounts/consent';
import { askErasure, erasureOf, proven, takeErasureBack } from '$lib/server/rights/erasure';
import { typed } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad } from './$types';

const here = '/account/data';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const [consents, password, asked] = await Promise.all([consentsOf(account.id), hasPassword(account.id), erasureOf(account.id)]);
	const inMine = (at: Date) => inWords(at, account.timeZone);
	return {
		consents: consents.map(({ at, ...rest }) => ({ ...rest, at: inMine(at) })),
		password,
		proven: proven(event.locals.loginAt),
		mailLeaves: mailLeaves(),
		erasure: asked && { ...asked, dueAt: inMine(asked.dueAt) }
	};
};

export const actions: Actions = {
	/** By the password, or by having come in just now with a link. */
	erase: async (event) => {
		const account = signedIn(event);
		const tooMany = await limited('prove', account.id);
		if (tooMany) return fail(429, { error: say(tooMany) });
		const password = typed(await event.request.formData(), 'password');
		if (await hasPassword(account.id)) {
			if ((await accountByPassword(account.email, password)) !== account.id) return fail(400, { passwordError: say('not-your-password') });
		} else if (!proven(event.locals.loginAt)) return fail(403, { error: say('prove-again') });
		await askErasure(account.id);
		redirect(303, here);
	},
	link: async (event) => {
		const account = signedIn(event);
		const tooMany = await limited('proveLink', account.id);
		if (tooMany) return fail(429, { error: say(tooMany) });
		const sent = await sendLink(account.email, originOf(event), null, new Date(), here);
		return sent ? { sent: true } : fail(503, { error: say('mail-failed') });
	},
	takeBack: async (event) => {
		const account = signedIn(event);
		if (!(await takeErasureBack(account.id))) return fail(409, { error: say('erasure-begun') });
		redirect(303, here);
	}
};
