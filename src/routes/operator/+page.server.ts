import { fail } from '@sveltejs/kit';
import { incidentCounts, incidentWords } from '$lib/server/care/incidents';
import { isId } from '$lib/server/access';
import { accountByEmail } from '$lib/server/accounts/accounts';
import { asEmail } from '$lib/server/accounts/email';
import { allCredentials, grantCredential, revokeCredential } from '$lib/server/accounts/credentials';
import { text } from '$lib/server/forms/forms';
import { pausesThisYear } from '$lib/server/care/pause-answers';
import { operator } from '$lib/server/web/guards';
import { say } from '$lib/server/web/say';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = operator(event);
	const now = new Date();
	const rows = await allCredentials();
	return {
		credentials: rows.map(({ accountId, name, email, expiresAt, revokedAt }) => ({
			accountId,
			name,
			email,
			until: expiresAt.toISOString().slice(0, 10),
			good: revokedAt === null && expiresAt > now,
			own: accountId === id
		})),
		pauses: await pausesThisYear(),
		incidents: (await incidentCounts()).map(({ code, ...rest }) => ({ ...rest, label: incidentWords[code] })),
		usual: new Date(now.getTime() + 365 * 86_400_000).toISOString().slice(0, 10)
	};
};

export const actions: Actions = {
	grant: async (event) => {
		const { id } = operator(event);
		const form = await event.request.formData();
		const given = { email: text(form, 'email'), until: text(form, 'until') };
		const email = asEmail(given.email);
		if (!email) return fail(400, { given, error: say('email-odd') });
		// Until the end of that day, wherever one is on it last.
		const until = new Date(`${given.until}T23:59:59Z`);
		if (Number.isNaN(until.getTime())) return fail(400, { given, dateError: say('no-such-date') });
		const account = await accountByEmail(email);
		const answer = account ? await grantCredential(account.id, until, { operator: id }) : { refused: 'no-account' as const };
		if (!('refused' in answer)) return { done: `The credential is good until ${given.until}.` };
		const aboutDate = answer.refused === 'date-far' || answer.refused === 'date-past';
		return fail(400, { given, [aboutDate ? 'dateError' : 'error']: say(answer.refused) });
	},
	revoke: async (event) => {
		const { id } = operator(event);
		const accountId = text(await event.request.formData(), 'id');
		const answer = isId(accountId) ? await revokeCredential(accountId, { operator: id }) : { refused: 'no-account' as const };
		if ('refused' in answer) return fail(400, { error: say(answer.refused) });
		return { done: 'The credential is taken away, in every gathering at once.' };
	}
};
