// How one hears of what: by mail, on the devices one allowed, or not at all.

import { fail } from '@sveltejs/kit';
import { choicesOf, choose, type Choices } from '$lib/server/mails/choices';
import { chosenKinds, groups, kinds, ways, waysOf } from '$lib/server/ground/mail-kinds';
import { say } from '$lib/server/web/say';
import { publicKey } from '$lib/server/push';
import { oneOf } from '$lib/server/forms/forms';
import { meanwhile, seenOf, type Shown } from '$lib/server/forms/seen';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = signedIn(event);
	const choices = await choicesOf(id);
	const rows = chosenKinds.map((kind) => ({ kind, ...kinds[kind], way: choices[kind], ways: waysOf(kind) }));
	const grouped = Object.entries(groups).map(([group, title]) => ({ title, rows: rows.filter((row) => row.group === group) }));
	return { key: await publicKey().catch(() => null), seen: seenOf(shownOf(choices)), groups: grouped };
};

const words = { mail: 'By mail', push: 'On my devices', none: 'Not at all' };
/** What the form shows, kind by kind. */
const shownOf = (choices: Choices): Shown => Object.fromEntries(chosenKinds.map((kind) => [kinds[kind].label, words[choices[kind]]]));

export const actions: Actions = {
	default: async (event) => {
		const { id } = signedIn(event);
		const form = await event.request.formData();
		const read = chosenKinds.map((kind) => [kind, oneOf(form, kind, ways)] as const);
		const given = Object.fromEntries(read.filter(([, way]) => way !== null)) as Partial<Choices>;
		const answer = await choose(id, given, (now) => meanwhile(form, shownOf(now)));
		if ('meanwhile' in answer) return fail(409, { meanwhile: answer.meanwhile });
		return 'refused' in answer ? fail(400, { error: say(answer.refused) }) : { kept: true };
	}
};
