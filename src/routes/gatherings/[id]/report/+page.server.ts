// Somebody who has a seat reports, past those who hold and host. For everybody else there is no such page.
import { error, fail } from '@sveltejs/kit';
import { cardKey } from '$lib/server/ground/sealing';
import { isId, seatOf } from '$lib/server/access';
import { say } from '$lib/server/web/say';
import { gatheringById } from '$lib/server/planning/schedule';
import { inWords } from '$lib/server/ground/zones';
import { mostReportChars, reportCodes, reportWords } from '$lib/server/safety/report-words';
import { makeReport, metIn, ownerOfSeat, reportsOf } from '$lib/server/safety/reports';
import { lines, oneOf, whole } from '$lib/server/forms/forms';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function sitting(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { id } = event.params;
	const seat = isId(id) ? await seatOf(event, id) : null;
	const gathering = seat === null ? null : await gatheringById(id);
	const owner = seat === null ? null : await ownerOfSeat(id, seat);
	if (!gathering || seat === null || !owner) error(404, 'There is nothing here.');
	return { gathering, seat, owner };
}

export const load: PageServerLoad = async (event) => {
	const { gathering, seat, owner } = await sitting(event);
	const zone = event.locals.account?.timeZone ?? gathering.zone;
	const [people, reports] = await Promise.all([metIn(gathering.id, seat), reportsOf(owner)]);
	return {
		id: gathering.id,
		when: inWords(gathering.startsAt, zone),
		people,
		codes: reportCodes.map((value) => ({ value, label: reportWords[value] })),
		most: mostReportChars,
		/** Without a key nothing could be sealed, so nothing may be written. */
		words: cardKey() !== null,
		reports: reports.map(({ madeAt, ...rest }) => ({ ...rest, madeAt: inWords(madeAt, zone) }))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { gathering, seat, owner } = await sitting(event);
		const form = await event.request.formData();
		const code = oneOf(form, 'code', reportCodes);
		const words = lines(form, 'words', mostReportChars);
		if (!code) return fail(400, { words, error: say('choice-odd') });
		const tooMany = await limited('report', 'accountId' in owner ? owner.accountId : owner.guestHash);
		if (tooMany) return fail(429, { words, error: say(tooMany) });
		const answer = await makeReport(gathering.id, seat, { about: whole(form, 'about', 1, 99), code, words, named: form.has('named') });
		if ('refused' in answer) return fail(409, { words, error: say(answer.refused) });
		return { made: true as const };
	}
};
