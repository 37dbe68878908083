import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { answersTo } from '$lib/server/planning/asking';
import { awayFrom } from '$lib/server/planning/relief';
import { askables, askForOne, holdingIt, release } from '$lib/server/planning/single';
import { wouldNotBegin } from '$lib/server/planning/beginning';
import { unheld } from '$lib/server/planning/unheld';
import { coverOf } from '$lib/server/oncall/cover';
import { expected } from '$lib/server/seats/seating';
import { isId } from '$lib/server/access';
import { say } from '$lib/server/web/say';
import { gatheringById, lifecycleOf, type Gathering } from '$lib/server/planning/schedule';
import { inWords, instantOf } from '$lib/server/ground/zones';
import { cancelGathering, moveGathering, type Stale } from '$lib/server/planning/moving';
import { localOf } from '$lib/server/planning/recurrence';
import { occurrenceOf } from '$lib/server/planning/series';
import { oneOf, text } from '$lib/server/forms/forms';
import { meanwhile, seenOf, type Shown } from '$lib/server/forms/seen';
import { hostOf } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

/** A gathering of a circle that the reader hosts. */
async function found(event: RequestEvent) {
	const gathering = isId(event.params.id!) ? await gatheringById(event.params.id!) : null;
	if (!gathering) error(404, 'There is nothing here.');
	return { gathering, ...(await hostOf(event, gathering.circleId)) };
}

export const load: PageServerLoad = async (event) => {
	const { gathering, circle } = await found(event);
	const { id, startsAt, zone } = gathering;
	const [lifecycle, holding, away, answers, others, near, part] = await Promise.all([
		lifecycleOf(id),
		holdingIt(id),
		awayFrom(id),
		answersTo(id),
		askables(gathering),
		unheld(gathering),
		occurrenceOf(id)
	]);
	const [date, time] = localOf(startsAt, zone).split('T');
	const waits = new Set(answers.filter(({ answer }) => answer === null).map(({ accountId }) => accountId));
	return {
		id,
		circle: { id: circle.id, title: circle.title },
		when: inWords(startsAt, zone),
		zone,
		date,
		time,
		seen: seenOf(shownOf(gathering)),
		lifecycle,
		holding: holding.map(({ accountId, ...rest }) => ({ id: accountId, ...rest })),
		away,
		answers: answers.filter(({ answer }) => answer !== 'yes').map(({ name, role, answer }) => ({ name, role, answer })),
		others: others.filter(({ accountId }) => !waits.has(accountId)).map(({ accountId, name, role }) => ({ id: accountId, name, role })),
		unheld: near,
		cannot: near ? await wouldNotBegin(gathering, await expected(id, startsAt), await coverOf(id)) : null,
		/** Of which series it is one, and which. */
		part
	};
};

/** What a host sees of the plan. */
const shownOf = ({ startsAt, zone, cancelledAt }: Gathering): Shown => ({ 'It begins': inWords(startsAt, zone), 'Called off': cancelledAt ? 'yes' : 'no' });

const reload = (id: string) => redirect(303, `/gatherings/${id}/change`);

export const actions: Actions = {
	move: async (event) => {
		const { gathering, account } = await found(event);
		const form = await event.request.formData();
		const typed = { date: text(form, 'date'), time: text(form, 'time'), which: text(form, 'which') };
		const to = instantOf(`${typed.date}T${typed.time}`, gathering.zone, oneOf(form, 'which', ['earlier', 'later'] as const));
		if ('refused' in to) return fail(400, { typed, twice: to.refused === 'twice', moveError: say(to.refused) });
		const stale: Stale = (plan) => meanwhile(form, shownOf(plan)) !== null;
		const answer = await moveGathering(gathering.id, { startsAt: to.at, zone: gathering.zone }, account.id, new Date(), stale);
		const other = 'refused' in answer && answer.refused === 'changed-meanwhile' ? meanwhile(form, shownOf((await gatheringById(gathering.id))!)) : null;
		if (other) return fail(409, { typed, twice: false, moveError: null, meanwhile: other });
		if ('refused' in answer) return fail(409, { typed, twice: false, moveError: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}`);
	},
	ask: async (event) => {
		const { gathering } = await found(event);
		const answer = await askForOne(gathering, text(await event.request.formData(), 'id'));
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		return reload(gathering.id);
	},
	release: async (event) => {
		const { gathering } = await found(event);
		const id = text(await event.request.formData(), 'id');
		const answer = isId(id) ? await release(gathering.id, id) : { refused: 'over' as const };
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		return reload(gathering.id);
	},
	cancel: async (event) => {
		const { gathering, account } = await found(event);
		const form = await event.request.formData();
		const answer = await cancelGathering(gathering.id, account.id, new Date(), (plan) => meanwhile(form, shownOf(plan)) !== null);
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}`);
	}
};
