import { error } from '@sveltejs/kit';
import { revokeCredential } from '$lib/server/accounts/credentials';
import { oneOf, text } from '$lib/server/forms/forms';
import { closeCase } from '$lib/server/oncall/cases';
import { comeIn, type ComeRefusal } from '$lib/server/oncall/coming-in';
import { answerTest, lookAfter } from '$lib/server/oncall/pages';
import { tellChange } from '$lib/server/oncall/reachable';
import { sayOnCall } from '$lib/server/oncall/sayings';
import { acts, odd } from '$lib/server/web/acts';
import { say } from '$lib/server/web/say';
import { howClosed } from '$lib/ui/cases';
import { opened, pageShown, suspendable } from './opened.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => pageShown(await opened(event));

const act = acts(opened);

export const actions: Actions = {
	test: act(async ({ found: { page } }) => {
		if (page.kind !== 'test') return;
		await answerTest(page);
		tellChange();
	}),
	come: acts(opened, { says: (no: ComeRefusal | 'agreements-open') => (no === 'agreements-open' ? say(no) : sayOnCall(no)) })(
		async ({ account, found: { page } }, form) => {
			if (page.kind !== 'signal') error(404, 'There is nothing here.');
			return form.has('agreed') ? comeIn(page, account) : odd('agreements-open');
		},
		{ to: ({ found }) => `/gatherings/${found.page.gatheringId}/join` }
	),
	close: act(
		async ({ account, found: { page } }, form) => {
			if (page.kind !== 'signal') error(404, 'There is nothing here.');
			const how = oneOf(form, 'how', howClosed);
			if (!how) return odd('choice-odd');
			await closeCase(page, account, how);
		},
		{ to: ({ found }) => `/on-call/${found.page.id}` }
	),
	lookAfter: act(async ({ account, found: { page } }) => {
		if (page.kind === 'aside') await lookAfter(page, account.id);
	}),
	suspend: act(async ({ account, found: { page } }, form) => {
		if (page.kind !== 'aside') error(404, 'There is nothing here.');
		const whom = text(form, 'id');
		const known = await suspendable(page.gatheringId!, account.id);
		if (!known.some(({ accountId }) => accountId === whom)) return odd('choice-odd');
		const answer = await revokeCredential(whom, { safety: account.id });
		return 'refused' in answer ? answer : { suspended: true };
	})
};
