// Whom a circle is not open to any more, by the name its host knows. For its hosts alone.
import { fail, redirect } from '@sveltejs/kit';
import { isId } from '$lib/server/access';
import { say } from '$lib/server/web/say';
import { inWords } from '$lib/server/ground/zones';
import { ban, bansOf, liftBan } from '$lib/server/rights/bans';
import { name, text } from '$lib/server/forms/forms';
import { hostOf } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const rows = await bansOf(circle.id);
	return {
		circle: { id: circle.id, title: circle.title },
		bans: rows.map(({ since, ...rest }) => ({ ...rest, since: inWords(since, account.timeZone) }))
	};
};

export const actions: Actions = {
	ban: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const form = await event.request.formData();
		const given = text(form, 'name');
		const shown = name(form);
		if (!shown) return fail(400, { given, error: say('name-odd') });
		const tooMany = await limited('ban', account.id);
		if (tooMany) return fail(429, { given, error: say(tooMany) });
		const answer = await ban(circle.id, shown, text(form, 'key') || null, account.id);
		if ('refused' in answer) return fail(400, { given, error: say(answer.refused) });
		if ('which' in answer)
			return fail(409, { given, which: answer.which.map(({ key, since }) => ({ key, since: inWords(since, account.timeZone) })) });
		redirect(303, `/circles/${circle.id}/bans`);
	},
	lift: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await liftBan(circle.id, id, account.id);
		redirect(303, `/circles/${circle.id}/bans`);
	}
};
