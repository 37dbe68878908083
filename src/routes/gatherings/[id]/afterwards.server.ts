// After a gathering: where to turn, what one may be asked later, how it was, and what a pause was about. Its record, as soon as there is one.

import { mayDebrief } from '$lib/server/care/debrief';
import { steps, takeWishesBack, wish, wishesAfter } from '$lib/server/care/check-ins';
import { incidentCodes, incidentWords, pausesLedBy, writeIncident } from '$lib/server/care/incidents';
import { placesOf } from '$lib/server/care/places';
import { oneOf, text, whole } from '$lib/server/forms/forms';
import { helpFor } from '$lib/server/help/emergency';
import { recordOf, shownRecord } from '$lib/server/rights/record';
import { answer as giveAnswer, mayAnswer } from '$lib/server/stats/feedback';
import { odd, within } from '$lib/server/web/acts';
import { act, noSeat, type Found, type Now } from './found.server';

/** For whoever led a pause: what each was about, in one word. */
async function ledBy(id: string, seat: number, inMine: Now['inMine']) {
	const led = await pausesLedBy(id, seat);
	if (!led || led.pauses.length === 0) return null;
	return {
		open: led.open,
		codes: incidentCodes.map((value) => ({ value, label: incidentWords[value] })),
		people: led.people.filter((one) => one.seat !== seat).map((one) => ({ seat: one.seat, name: one.name })),
		pauses: led.pauses.map(({ takeover, from, until, written }) => ({
			takeover,
			from: inMine(from),
			minutes: until && Math.max(1, Math.round((until.getTime() - from.getTime()) / 60_000)),
			written: written.map(({ code, contested }) => ({ label: incidentWords[code], contested }))
		}))
	};
}

export async function afterwardsShown({ id, seat, membership: { circle }, account }: Found, { lifecycle, sitter, inMine }: Now) {
	const over = lifecycle === 'ended';
	const [record, led, places, wishes, answers, debrief] = await Promise.all([
		seat === null ? null : recordOf(id, seat),
		seat === null ? null : ledBy(id, seat, inMine),
		over && sitter ? placesOf(circle.id) : [],
		over && seat !== null && account ? wishesAfter(id, account.id) : null,
		over && mayAnswer(account?.id ?? null, id),
		seat === null ? false : mayDebrief(id, seat)
	]);
	return {
		/** Where to turn, shown to whoever sat in it. */
		after: sitter && over ? helpFor(account?.country ?? null) : null,
		/** Where else to turn, as those who hold the circle keep it. */
		places,
		/** Who used what power here: for those who sat in it. */
		record: record && record.pauses.length + record.own.length > 0 ? shownRecord(record, inMine) : null,
		/** What one may be asked later, and when. */
		wishes: wishes && { may: wishes.may.map(({ step }) => step), wished: wishes.wished.map(({ dueAt }) => inMine(dueAt)) },
		/** How it was, in coded answers. */
		answers,
		led,
		/** For those who led it and sat there: what is still open. */
		debrief
	};
}

export const afterwardsActions = {
	wish: act(
		async ({ id, account }, form) => {
			const wanted = steps.filter((step) => form.has(step));
			return !account || wanted.length === 0 ? odd('choice-odd') : wish(id, account.id, wanted);
		},
		{ to: ({ id }) => `/gatherings/${id}#ask-later` }
	),
	unwish: act(async ({ account }) => {
		if (account) await takeWishesBack(account.id);
	}),
	feedback: act(async ({ id, account }, form) => {
		if (!account) return odd('no-seat');
		const question = text(form, 'question');
		const answer = await within('feedback', account.id, () => giveAnswer(account.id, id, question, text(form, 'answer')));
		return 'refused' in answer ? answer : { answered: question };
	}),
	incident: act(async ({ id, seat }, form) => {
		const code = oneOf(form, 'code', incidentCodes);
		const takeover = whole(form, 'takeover', 1, 999_999);
		if (seat === null) return noSeat;
		return !code || takeover === null ? odd('choice-odd') : writeIncident(id, seat, { takeover, code, about: whole(form, 'about', 1, 99) });
	})
};
