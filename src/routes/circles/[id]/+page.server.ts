import { error, fail, redirect } from '@sveltejs/kit';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { toldTo } from '$lib/server/care/check-ins';
import { placeFrom } from '$lib/server/care/place-form';
import { addPlace, keepsPlaces, placesOf, removePlace } from '$lib/server/care/places';
import { turnsOf, wouldLike } from '$lib/server/planning/rotation';
import { isId } from '$lib/server/access';
import { asEmail } from '$lib/server/accounts/email';
import { circleFrom, shownOf } from '$lib/server/circles/circle-form';
import { addHolder, changeCircle, holders, memberCount, removeHolder } from '$lib/server/circles/circles';
import { originOf } from '$lib/server/accounts/entering';
import { oneOf, text, whole } from '$lib/server/forms/forms';
import { meanwhile, seenOf } from '$lib/server/forms/seen';
import { hostOf, signedIn, standingIn } from '$lib/server/web/guards';
import { joiningTyped } from '$lib/server/circles/joining-form';
import { invitationLimits, invitationsOf, mailInvitation, makeInvitation, withdrawInvitation } from '$lib/server/circles/invitations';
import { askForRole, roleAsksOf, withdrawRoleAsk } from '$lib/server/planning/role-asks';
import { limited } from '$lib/server/rates/rates';
import { say } from '$lib/server/web/say';
import { coming } from '$lib/server/planning/schedule';
import { thresholdOf } from '$lib/server/seats/threshold';
import { inWords } from '$lib/server/ground/zones';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const standing = await standingIn(event, event.params.id);
	const { circle, host, member, facilitator } = standing;
	const zone = event.locals.account?.timeZone;
	const { account } = event.locals;
	const usable = host && account ? await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId }) : [];
	const turns = circle.rotates && account && member ? await turnsOf(circle.id) : null;
	const [threshold, held, gatherings, told, places] = await Promise.all([
		thresholdOf(standing, account),
		holders(circle.id),
		coming(event, [circle.id]),
		account ? toldTo(account.id, circle.id) : [],
		member || facilitator || host ? placesOf(circle.id) : []
	]);
	return {
		circle: {
			id: circle.id,
			title: circle.title,
			theme: circle.theme,
			isFor: circle.isFor,
			isNot: circle.isNot,
			formatId: circle.formatId,
			...joiningTyped(circle)
		},
		/** For whom it is and how one comes in, and how the reader stands to that. */
		coming: { id: circle.id, access: circle.access, cohort: circle.cohort, prerequisite: circle.prerequisite, language: circle.language, tags: circle.tags },
		threshold,
		holders: held.map(({ accountId, name, role, credentialUntil, standing: always }) => ({
			id: host ? accountId : null,
			name,
			role,
			credentialUntil,
			/** For the host: they said yes to every gathering. */
			always: host ? always : null
		})),
		/** Belongs to it: may say what it should do differently. */
		looksBack: member !== null || facilitator !== null || host,
		/** Whether the reader would like to hold it sometimes; null where nobody is asked that. */
		turn: turns && turns.some(({ accountId }) => accountId === account!.id),
		/** What members chose to tell the reader of this page, and nobody else. */
		told: told.map(({ at, ...rest }) => ({ ...rest, when: inWords(at, zone ?? 'UTC') })),
		/** Where else to turn, for members; `keeps`: the reader may change it. */
		places,
		keeps: keepsPlaces(facilitator),
		gatherings: gatherings.map(({ startsAt, zone: theirs, ...rest }) => ({ ...rest, when: inWords(startsAt, zone ?? theirs), device: zone ? null : { at: startsAt, zone: theirs } })),
		host: host && account && {
			formats: choicesOf(usable),
			/** The mark of what its words are, for the form that changes them. */
			seen: seenOf(shownOf(circle, usable)),
			invitations: await invitationsOf(circle.id),
			limits: invitationLimits,
			members: await memberCount(circle.id),
			/** Who is asked to hold it, as the host typed them. */
			asked: (await roleAsksOf(circle.id)).filter(({ role }) => role !== 'host' && role !== 'substitute')
		}
	};
};

/** The circle and account of somebody who keeps its list of where else to turn, and nobody else. */
async function keeper(event: RequestEvent) {
	const account = signedIn(event);
	const { circle, facilitator } = await standingIn(event, event.params.id!);
	if (!keepsPlaces(facilitator)) error(403, 'Only those who hold this circle can do this.');
	return { circle, account };
}

const roles = ['facilitator', 'coFacilitator', 'guardian'] as const;

export const actions: Actions = {
	addPlace: async (event) => {
		const { circle, account } = await keeper(event);
		const read = placeFrom(await event.request.formData());
		if ('errors' in read) return fail(400, { placeTyped: read.typed, placeErrors: read.errors });
		const answer = await addPlace(circle.id, read.words, account.id);
		if ('refused' in answer) return fail(409, { placeTyped: read.typed, placeErrors: { form: say(answer.refused) } });
		redirect(303, `/circles/${circle.id}`);
	},
	removePlace: async (event) => {
		const { circle, account } = await keeper(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await removePlace(circle.id, id, account.id);
		redirect(303, `/circles/${circle.id}`);
	},
	words: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const usable = await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId });
		const form = await event.request.formData();
		const read = circleFrom(form, usable);
		if ('errors' in read) return fail(400, read);
		const changed = await changeCircle(circle.id, read.words, (now) => meanwhile(form, shownOf(now, usable)));
		return changed ? fail(409, { typed: read.typed, errors: {}, meanwhile: changed }) : { changed: true };
	},
	holder: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const form = await event.request.formData();
		const given = text(form, 'email');
		const email = asEmail(given);
		const role = oneOf(form, 'role', roles);
		if (!email || !role) return fail(400, { given, holderError: say(email ? 'choice-odd' : 'email-odd') });
		const tooMany = await limited('askAddress', account.id);
		if (tooMany) return fail(429, { given, holderError: say(tooMany) });
		// Whoever adds themself has said yes by that; everybody else is asked, and whether the address is anybody's is nobody's to know.
		const own = email === account.email;
		const answer = own ? await addHolder(circle.id, email, role, account.id) : await askForRole(circle.id, email, role, account.id);
		if ('refused' in answer) return fail(400, { given, holderError: say(answer.refused) });
		if (!own) return { holderAsked: true };
		redirect(303, `/circles/${circle.id}`);
	},
	turn: async (event) => {
		const account = signedIn(event);
		const { circle, member } = await standingIn(event, event.params.id);
		const like = text(await event.request.formData(), 'like') === 'yes';
		if (circle.rotates && member) await wouldLike(circle.id, account.id, like);
		redirect(303, `/circles/${circle.id}`);
	},
	unhold: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await removeHolder(circle.id, id, account.id);
		redirect(303, `/circles/${circle.id}`);
	},
	unask: async (event) => {
		const { circle } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await withdrawRoleAsk(circle.id, id);
		redirect(303, `/circles/${circle.id}`);
	},
	invite: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const tooMany = await limited('invite', account.id);
		if (tooMany) return fail(429, { inviteError: say(tooMany) });
		const form = await event.request.formData();
		const uses = whole(form, 'uses', 1, invitationLimits.maxUses);
		const days = whole(form, 'days', 1, invitationLimits.maxDays);
		if (!uses || !days) return fail(400, { inviteError: say('choice-odd') });
		const secret = await makeInvitation(circle.id, uses, days, account.id);
		return { link: `${originOf(event)}/invite#${secret}` };
	},
	mail: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const given = text(await event.request.formData(), 'to');
		const to = asEmail(given);
		if (!to) return fail(400, { mailed: given, mailError: say('email-odd') });
		const tooMany = await limited('invite', account.id);
		if (tooMany) return fail(429, { mailed: given, mailError: say(tooMany) });
		const answer = await mailInvitation(circle.id, to, invitationLimits.usualDays, account.id);
		if ('refused' in answer) return fail(409, { mailed: given, mailError: say(answer.refused) });
		return { onItsWay: true };
	},
	withdraw: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await withdrawInvitation(circle.id, id, account.id);
		redirect(303, `/circles/${circle.id}`);
	}
};
