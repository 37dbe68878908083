// The debrief: only for those who led the gathering and sat there, once it is over. For everybody else there is no such page.

import { error, fail, redirect } from '@sveltejs/kit';
import { sentence } from '$lib/gathering/sentences';
import { keptCards } from '$lib/server/care/cards';
import { debriefOf } from '$lib/server/care/debrief';
import { pausesLedBy } from '$lib/server/care/incidents';
import { send } from '$lib/server/gatherings/gatherings';
import { safetyContacts } from '$lib/server/safety/safety';
import { isId, seatOf, type Visitor } from '$lib/server/access';
import { helpFor } from '$lib/server/help/emergency';
import { say } from '$lib/server/web/say';
import { gatheringById } from '$lib/server/planning/schedule';
import { inWords } from '$lib/server/ground/zones';
import { storyOf } from '$lib/server/simulated/story';
import { oneOf, text } from '$lib/server/forms/forms';
import { howClosed } from '$lib/ui/cases';
import type { Actions, PageServerLoad } from './$types';

async function leading(event: Visitor & { params: { id: string } }) {
	const { id } = event.params;
	const seat = isId(id) ? await seatOf(event, id) : null;
	const [gathering, debrief] = seat === null ? [null, null] : await Promise.all([gatheringById(id), debriefOf(id, seat)]);
	if (seat === null || !gathering || !debrief) error(404, 'There is nothing here.');
	return { id, seat, gathering, debrief };
}

export const load: PageServerLoad = async (event) => {
	const { id, seat, gathering, debrief } = await leading(event);
	const { account } = event.locals;
	const zone = account?.timeZone ?? gathering.zone;
	const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
	const time = (at: Date) => `at ${clock.format(at)}`;
	const [cards, led, contacts, story] = await Promise.all([
		keptCards(id, seat),
		pausesLedBy(id, seat),
		safetyContacts(id, []),
		storyOf(id, seat)
	]);
	return {
		id,
		when: inWords(gathering.startsAt, zone),
		cases: debrief.cases.map(({ calledAt, ...rest }) => ({ ...rest, when: time(calledAt) })),
		cards: cards.map(({ until, ...rest }) => ({ ...rest, until: inWords(until, zone) })),
		promised: debrief.promised.map(({ at, ...rest }) => ({ ...rest, when: time(at) })),
		others: debrief.others,
		pauses: led.pauses.map(({ takeover, from, until }) => ({
			takeover,
			from: time(from),
			minutes: until && Math.max(1, Math.round((until.getTime() - from.getTime()) / 60_000))
		})),
		/** A rehearsal calls nobody outside. */
		contact: story === null && contacts.length > 0,
		/** In a practice: what happened. */
		story,
		help: helpFor(account?.country ?? null)
	};
};

export const actions: Actions = {
	close: async (event) => {
		const { id, seat } = await leading(event);
		const form = await event.request.formData();
		const how = oneOf(form, 'how', howClosed);
		const signalId = text(form, 'call');
		if (!how || signalId === '') return fail(400, { error: say('choice-odd') });
		const answer = await send(id, { kind: 'seat', seat }, { type: 'CLOSE_CASE', signalId, how });
		// Somebody else was quicker: it is closed, which is what was wished.
		if ('refused' in answer && answer.refused !== 'nothing-to-do') return fail(409, { error: sentence(answer.refused) });
		redirect(303, `/gatherings/${id}/debrief`);
	}
};
