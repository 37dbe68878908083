// No more mails of one kind, by the link in one of them: without a login, and to be taken back by the same link. Opening it
// changes nothing: programs that look into mails open every link.

import { fail } from '@sveltejs/kit';
import { choiceOf, chooseOne } from '$lib/server/mails/choices';
import { kinds, type Way } from '$lib/server/ground/mail-kinds';
import { stopOf } from '$lib/server/mails/links';
import { say } from '$lib/server/web/say';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const found = stopOf(params.token);
	return { about: found && { label: kinds[found.kind].label, off: (await choiceOf(found.account, found.kind)) === 'none' } };
};

/** Chooses for the one kind and account of the link. */
async function chosen(token: string, way: Way) {
	const found = stopOf(token);
	if (!found) return fail(404, { error: say('link-unknown') });
	await chooseOne(found.account, found.kind, way);
	return { way };
}

export const actions: Actions = {
	stop: ({ params }) => chosen(params.token, 'none'),
	undo: ({ params }) => chosen(params.token, 'mail')
};
