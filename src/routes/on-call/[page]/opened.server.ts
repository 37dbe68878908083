// The page that a link opened, for whom it was sent to, and what it shows by its kind.

import { error, redirect } from '@sveltejs/kit';
import { isId, type Visitor } from '$lib/server/access';
import { credentialUntil } from '$lib/server/accounts/credentials';
import { inWords } from '$lib/server/ground/zones';
import { caseOf } from '$lib/server/oncall/cases';
import { openPage } from '$lib/server/oncall/pages';
import { noteSeen } from '$lib/server/oncall/reach';
import { gatheringById, lifecycleOf } from '$lib/server/planning/schedule';
import { reportOfPage } from '$lib/server/safety/looking-after';
import { answerable } from '$lib/server/safety/safety';
import { signedIn } from '$lib/server/web/guards';

/** For everybody else there is none. */
export async function opened(event: Visitor & { params: { page: string } }) {
	const account = signedIn(event);
	const found = isId(event.params.page) ? await openPage(event.params.page, account) : null;
	return { account, found: found ?? error(404, 'There is nothing here.') };
}
type Opened = Awaited<ReturnType<typeof opened>>;

/** Whose credential the reader may suspend. */
export async function suspendable(gatheringId: string, own: string) {
	const people = await answerable(gatheringId);
	const until = await Promise.all(people.map(({ accountId }) => credentialUntil(accountId)));
	return people.flatMap(({ accountId, name }, index) =>
		accountId === own ? [] : [{ accountId, name, credentialed: until[index] !== null }]
	);
}

export async function pageShown({ account, found: { page, gathering, asks, othersComing } }: Opened) {
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
}
