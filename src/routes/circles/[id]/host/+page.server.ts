import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { asEmail } from '$lib/server/accounts/email';
import { aheadOf } from '$lib/server/planning/ahead';
import { setRotates, turnsOf } from '$lib/server/planning/rotation';
import { nameSubstitute, substitutesOf, unnameSubstitute } from '$lib/server/planning/substitutes';
import { isId } from '$lib/server/access';
import { hostsOf, stopHosting } from '$lib/server/circles/hosts';
import { askForRole, roleAsksOf, withdrawRoleAsk } from '$lib/server/planning/role-asks';
import { say } from '$lib/server/web/say';
import { inWords } from '$lib/server/ground/zones';
import { ruleInWords } from '$lib/server/planning/recurrence-words';
import { seriesOf } from '$lib/server/planning/series';
import { text } from '$lib/server/forms/forms';
import { hostOf } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	const [series, ahead, hosts, substitutes, turns, asked] = await Promise.all([
		seriesOf(circle.id),
		aheadOf(circle.id),
		hostsOf(circle.id),
		substitutesOf(circle.id),
		turnsOf(circle.id),
		roleAsksOf(circle.id)
	]);
	return {
		circle: { id: circle.id, title: circle.title, rotates: circle.rotates },
		series: series.map(({ id, rule, localStart, zone }) => ({ id, rule: ruleInWords(rule, localStart, zone) })),
		ahead: ahead.map(({ startsAt, zone, movedFrom, ...rest }) => ({ ...rest, when: inWords(startsAt, zone), was: movedFrom && inWords(movedFrom, zone) })),
		hosts: hosts.map(({ accountId, name }) => ({ name, you: accountId === account.id })),
		substitutes: substitutes.map(({ accountId, name, credentialUntil }) => ({ id: accountId, name, credentialed: credentialUntil !== null })),
		/** Whom the hosts asked, as they typed them. */
		asked: { hosts: asked.filter(({ role }) => role === 'host'), substitutes: asked.filter(({ role }) => role === 'substitute') },
		turns: turns.map(({ name, lastHeldAt }) => ({ name, last: lastHeldAt && inWords(lastHeldAt, account.timeZone) }))
	};
};

const reload = (id: string) => redirect(303, `/circles/${id}/host`);

/** The address a host typed, or what to say instead. */
async function typedAddress(event: RequestEvent) {
	const { circle, account } = await hostOf(event, event.params.id!);
	const given = text(await event.request.formData(), 'email');
	const email = asEmail(given);
	const no = email ? await limited('askAddress', account.id) : ('email-odd' as const);
	return { circle, account, given, email: email ?? '', no };
}

export const actions: Actions = {
	host: async (event) => {
		const { circle, account, given, email, no } = await typedAddress(event);
		if (no) return fail(400, { hostGiven: given, hostError: say(no) });
		const answer = await askForRole(circle.id, email, 'host', account.id);
		if ('refused' in answer) return fail(400, { hostGiven: given, hostError: say(answer.refused) });
		return { hostAsked: 'yes' };
	},
	stop: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const answer = await stopHosting(circle.id, account.id);
		if ('refused' in answer) return fail(409, { hostError: say(answer.refused) });
		redirect(303, `/circles/${circle.id}`);
	},
	substitute: async (event) => {
		const { circle, account, given, email, no } = await typedAddress(event);
		if (no) return fail(400, { given, substituteError: say(no) });
		const own = email === account.email;
		const answer = own ? await nameSubstitute(circle.id, email, account.id) : await askForRole(circle.id, email, 'substitute', account.id);
		if ('refused' in answer) return fail(400, { given, substituteError: say(answer.refused) });
		return own ? reload(circle.id) : { substituteAsked: 'yes' };
	},
	unask: async (event) => {
		const { circle } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await withdrawRoleAsk(circle.id, id);
		return reload(circle.id);
	},
	unsubstitute: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await unnameSubstitute(circle.id, id, account.id);
		return reload(circle.id);
	},
	rotate: async (event) => {
		const { circle } = await hostOf(event, event.params.id);
		await setRotates(circle.id, text(await event.request.formData(), 'rotates') === 'yes');
		return reload(circle.id);
	}
};
