import { error, fail, redirect } from '@sveltejs/kit';
import { comeIn } from '$lib/server/oncall/coming-in';
import { reportOfPage } from '$lib/server/safety/looking-after';
import { caseOf, closeCase } from '$lib/server/oncall/cases';
import { answerTest, lookAfter, openPage } from '$lib/server/oncall/pages';
import { noteSeen } from '$lib/server/oncall/reach';
import { tellChange } from '$lib/server/oncall/reachable';
import { answerable } from '$lib/server/safety/safety';
import { sayOnCall } from '$lib/server/oncall/sayings';
import { isId, type Visitor } from '$lib/server/access';
import { credentialUntil, revokeCredential } from '$lib/server/accounts/credentials';
import { say } from '$lib/server/web/say';
import { gatheringById, lifecycleOf } from '$lib/server/planning/schedule';
import { inWords } from '$lib/server/ground/zones';
import { howClosed } from '$lib/ui/cases';
import { oneOf, text } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

/** The page, for whom it was sent to. For everybody else there is none. */
async function opened(event: Visitor & { params: { page: string } }) {
	const account = signedIn(event);
	const found = isId(event.params.page) ? await openPage(event.params.page, account) : null;
	return { account, found: found ?? error(404, 'There is nothing here.') };
}

async function suspendable(gatheringId: string, own: string) {
	const people = await answerable(gatheringId);
	const until = await Promise.all(people.map(({ accountId }) => credentialUntil(accountId)));
	return people.flatMap(({ accountId, name }, index) => (accountId === own ? [] : [{ accountId, name, credentialed: until[index] !== null }]));
}

export const load: PageServerLoad = async (event) => {
	const { account, found } = await opened(event);
	const { page, gathering, asks, othersComing } = found;
	if (page.kind === 'report') redirect(303, `/safety/${await reportOfPage(page.id, account)}`);
	const since = inWords(page.signalAt ?? page.raisedAt, account.timeZone);
	const mine = page.answeredBy === account.id;
	if (page.kind === 'test') return { kind: page.kind, since, done: page.answeredAt !== null };
	if (!gathering) error(404, 'There is nothing here.');
	if (page.kind === 'aside') {
		return {
			kind: page.kind,
			title: gathering.title,
			since,
			asks,
			withdrawn: page.endedAt !== null,
			lookedAfter: page.answeredAt === null ? null : mine ? 'you' : 'another',
			people: await suspendable(gathering.id, account.id)
		} as const;
	}
	await noteSeen(page.id, account.id);
	const [plan, lifecycle, call] = await Promise.all([gatheringById(gathering.id), lifecycleOf(gathering.id), caseOf(page, account)]);
	const live = lifecycle === 'lobby' || lifecycle === 'live';
	const state = call ? 'case' : page.endedAt ? (live ? 'over' : 'closed') : !live ? 'ended' : othersComing ? 'others' : 'open';
	return {
		kind: page.kind,
		id: gathering.id,
		title: gathering.title,
		since,
		state,
		/** After the end, while nobody has closed it: by name, for those who were told of it. */
		call,
		mine,
		agreements: plan?.format.agreements ?? []
	} as const;
};

export const actions: Actions = {
	test: async (event) => {
		const { found } = await opened(event);
		if (found.page.kind !== 'test') return;
		await answerTest(found.page);
		tellChange();
	},
	come: async (event) => {
		const { account, found } = await opened(event);
		if (found.page.kind !== 'signal') error(404, 'There is nothing here.');
		if (!(await event.request.formData()).has('agreed')) return fail(400, { error: say('agreements-open') });
		const answer = await comeIn(found.page, account);
		if ('refused' in answer) return fail(409, { error: sayOnCall(answer.refused) });
		redirect(303, `/gatherings/${found.page.gatheringId}/join`);
	},
	close: async (event) => {
		const { account, found } = await opened(event);
		if (found.page.kind !== 'signal') error(404, 'There is nothing here.');
		const how = oneOf(await event.request.formData(), 'how', howClosed);
		if (!how) return fail(400, { error: say('choice-odd') });
		await closeCase(found.page, account, how);
		redirect(303, `/on-call/${found.page.id}`);
	},
	lookAfter: async (event) => {
		const { account, found } = await opened(event);
		if (found.page.kind === 'aside') await lookAfter(found.page, account.id);
	},
	suspend: async (event) => {
		const { account, found } = await opened(event);
		if (found.page.kind !== 'aside') error(404, 'There is nothing here.');
		const whom = text(await event.request.formData(), 'id');
		const known = await suspendable(found.page.gatheringId!, account.id);
		if (!known.some(({ accountId }) => accountId === whom)) return fail(400, { error: say('choice-odd') });
		const answer = await revokeCredential(whom, { safety: account.id });
		if ('refused' in answer) return fail(400, { error: say(answer.refused) });
		return { suspended: true };
	}
};
