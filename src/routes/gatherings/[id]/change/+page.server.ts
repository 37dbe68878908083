import { fail } from '@sveltejs/kit';
import { oneOf, text } from '$lib/server/forms/forms';
import { meanwhile } from '$lib/server/forms/seen';
import { instantOf } from '$lib/server/ground/zones';
import { cancelGathering, moveGathering, type Stale } from '$lib/server/planning/moving';
import { gatheringById } from '$lib/server/planning/schedule';
import { askForOne, giveBackHolding } from '$lib/server/planning/single';
import { acts, named } from '$lib/server/web/acts';
import { say } from '$lib/server/web/say';
import { found, plannedShown, planSeen } from './planned.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => plannedShown(await found(event));

const act = acts(found, { to: ({ id }) => `/gatherings/${id}/change` });
const toItsPage = { to: ({ id }: { id: string }) => `/gatherings/${id}` };
/** Another host changed it after this form was drawn. */
const staleFor =
	(form: FormData): Stale =>
	(plan) =>
		meanwhile(form, planSeen(plan)) !== null;

export const actions: Actions = {
	move: act(async ({ id, gathering, account }, form) => {
		const typed = { date: text(form, 'date'), time: text(form, 'time'), which: text(form, 'which') };
		const to = instantOf(`${typed.date}T${typed.time}`, gathering.zone, oneOf(form, 'which', ['earlier', 'later'] as const));
		if ('refused' in to) return fail(400, { typed, twice: to.refused === 'twice', moveError: say(to.refused) });
		const answer = await moveGathering(id, { startsAt: to.at, zone: gathering.zone }, account.id, new Date(), staleFor(form));
		if (!('refused' in answer)) return answer;
		const other = answer.refused === 'changed-meanwhile' ? meanwhile(form, planSeen((await gatheringById(id))!)) : null;
		return fail(409, { typed, twice: false, ...(other ? { moveError: null, meanwhile: other } : { moveError: say(answer.refused) }) });
	}, toItsPage),
	ask: act(({ gathering }, form) => askForOne(gathering, text(form, 'id'))),
	release: act(
		async ({ id }, form) => (await named(form, (accountId) => giveBackHolding(id, accountId))) ?? ({ refused: 'over' } as const)
	),
	cancel: act(({ id, account }, form) => cancelGathering(id, account.id, new Date(), staleFor(form)), toItsPage)
};
