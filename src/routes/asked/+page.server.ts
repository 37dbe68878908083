import { fail, redirect } from '@sveltejs/kit';
import { answer, askedOf, askMeEachTime } from '$lib/server/planning/answering';
import { circlesHeld, heldAhead } from '$lib/server/planning/mine';
import { sayIll, wellAgain } from '$lib/server/planning/relief';
import { isId } from '$lib/server/access';
import { answerRole, rolesAskedOf } from '$lib/server/planning/role-asks';
import { say } from '$lib/server/web/say';
import { inWords } from '$lib/server/ground/zones';
import { ruleInWords } from '$lib/server/planning/recurrence-words';
import { oneOf, text } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id, email, timeZone } = signedIn(event);
	const [asked, held, circles, roles] = await Promise.all([askedOf(id), heldAhead(id), circlesHeld(id), rolesAskedOf(email)]);
	return {
		roles,
		asks: asked.map(({ gathering, series, ...rest }) => ({
			...rest,
			when: gathering ? inWords(gathering.startsAt, timeZone) : series ? ruleInWords(series.rule, series.localStart, series.zone) : '',
			minutes: gathering?.minutes ?? series?.minutes ?? 0,
			series: series !== null
		})),
		held: held.map(({ id, title, startsAt, dueAt, hostToldAt }) => ({
			id,
			title,
			when: inWords(startsAt, timeZone),
			ill: dueAt && { told: hostToldAt !== null, by: inWords(dueAt, timeZone) }
		})),
		circles
	};
};

export const actions: Actions = {
	answer: async (event) => {
		const account = signedIn(event);
		const form = await event.request.formData();
		const id = text(form, 'id');
		const said = oneOf(form, 'said', ['yes', 'no', 'always'] as const);
		if (!isId(id) || !said) return fail(400, { error: say('choice-odd') });
		const done = await answer(account.id, id, said);
		if ('refused' in done) return fail(409, { error: say(done.refused) });
		redirect(303, '/asked');
	},
	role: async (event) => {
		const account = signedIn(event);
		const form = await event.request.formData();
		const id = text(form, 'id');
		const said = oneOf(form, 'said', ['yes', 'no'] as const);
		if (!isId(id) || !said) return fail(400, { error: say('choice-odd') });
		const done = await answerRole(account, id, said === 'yes');
		if ('refused' in done) return fail(409, { error: say(done.refused) });
		redirect(303, '/asked');
	},
	each: async (event) => {
		const account = signedIn(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await askMeEachTime(account.id, id);
		redirect(303, '/asked');
	},
	ill: async (event) => {
		const account = signedIn(event);
		const id = text(await event.request.formData(), 'id');
		if (!isId(id)) return fail(400, { error: say('choice-odd') });
		const done = await sayIll(id, account.id);
		if ('refused' in done) return fail(409, { error: say(done.refused) });
		redirect(303, `/asked#g-${id}`);
	},
	well: async (event) => {
		const account = signedIn(event);
		const id = text(await event.request.formData(), 'id');
		const done = isId(id) ? await wellAgain(id, { accountId: account.id, name: account.name }) : { refused: 'not-holding' as const };
		if ('refused' in done) return fail(409, { error: say(done.refused) });
		redirect(303, '/asked');
	}
};
