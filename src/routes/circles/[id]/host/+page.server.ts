import type { Visitor } from '$lib/server/access';
import type { Account } from '$lib/server/accounts/types';
import { asEmail } from '$lib/server/accounts/email';
import { hostsOf, stopHosting } from '$lib/server/circles/hosts';
import { text } from '$lib/server/forms/forms';
import { inWords } from '$lib/server/ground/zones';
import { aheadOf } from '$lib/server/planning/ahead';
import { ruleInWords } from '$lib/server/planning/recurrence-words';
import { askForRole, roleAsksOf, withdrawRoleAsk } from '$lib/server/planning/role-asks';
import { setRotates, turnsOf } from '$lib/server/planning/rotation';
import { seriesOf } from '$lib/server/planning/series';
import { nameSubstitute, substitutesOf, unnameSubstitute } from '$lib/server/planning/substitutes';
import { acts, named, odd, within } from '$lib/server/web/acts';
import { hostOf } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

const hostHere = (event: Visitor & { params: { id: string } }) => hostOf(event, event.params.id);

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostHere(event);
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
		ahead: ahead.map(({ startsAt, zone, movedFrom, ...rest }) => ({
			...rest,
			when: inWords(startsAt, zone),
			was: movedFrom && inWords(movedFrom, zone)
		})),
		hosts: hosts.map(({ accountId, name }) => ({ name, you: accountId === account.id })),
		substitutes: substitutes.map(({ accountId: id, name, credentialUntil: until }) => ({ id, name, credentialed: until !== null })),
		/** Whom the hosts asked, as they typed them. */
		asked: { hosts: asked.filter(({ role }) => role === 'host'), substitutes: asked.filter(({ role }) => role === 'substitute') },
		turns: turns.map(({ name, lastHeldAt }) => ({ name, last: lastHeldAt && inWords(lastHeldAt, account.timeZone) }))
	};
};

const act = acts(hostHere, { to: ({ circle }) => `/circles/${circle.id}/host` });

/** The call for the address a host typed. */
async function toAddress<A>({ id }: Account, form: FormData, call: (email: string) => A) {
	const email = asEmail(text(form, 'email'));
	return email ? within('askAddress', id, () => call(email)) : odd('email-odd');
}

export const actions: Actions = {
	host: act(
		async ({ circle, account }, form) => {
			const answer = await toAddress(account, form, (email) => askForRole(circle.id, email, 'host', account.id));
			return 'refused' in answer ? answer : { hostAsked: 'yes' };
		},
		{ as: 'hostError', typed: (form) => ({ hostGiven: text(form, 'email') }) }
	),
	stop: act(async ({ circle, account }) => stopHosting(circle.id, account.id), {
		as: 'hostError',
		to: ({ circle }) => `/circles/${circle.id}`
	}),
	substitute: act(
		async ({ circle, account }, form) =>
			toAddress(account, form, async (email) => {
				if (email === account.email) return nameSubstitute(circle.id, email, account.id);
				const answer = await askForRole(circle.id, email, 'substitute', account.id);
				return 'refused' in answer ? answer : { substituteAsked: 'yes' };
			}),
		{ as: 'substituteError', typed: (form) => ({ given: text(form, 'email') }) }
	),
	unask: act(async ({ circle }, form) => named(form, (id) => withdrawRoleAsk(circle.id, id))),
	unsubstitute: act(async ({ circle, account }, form) => named(form, (id) => unnameSubstitute(circle.id, id, account.id))),
	rotate: act(async ({ circle }, form) => setRotates(circle.id, text(form, 'rotates') === 'yes'))
};
