// What is on record about the reader: the audit, pauses, what others did to their seat, what they reported.
import { redirect } from '@sveltejs/kit';
import { takeWishesBack, wishesOf } from '$lib/server/care/check-ins';
import { contest, erase, incidentsAbout, incidentWords } from '$lib/server/care/incidents';
import { isId } from '$lib/server/access';
import { auditOf } from '$lib/server/audit';
import { inWords } from '$lib/server/ground/zones';
import { recordsOf, shownRecord } from '$lib/server/rights/record';
import { reportsOf } from '$lib/server/safety/reports';
import { text } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

const here = '/account/record';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const [rows, incidents, wishes, records, reports] = await Promise.all([
		auditOf(account.id),
		incidentsAbout(account.id),
		wishesOf(account.id),
		recordsOf(account.id),
		reportsOf({ accountId: account.id })
	]);
	const inMine = (at: Date) => inWords(at, account.timeZone);
	return {
		audit: rows.map(({ at, ...row }) => ({ ...row, at: inMine(at) })),
		wishes: wishes.map(({ dueAt }) => inMine(dueAt)),
		incidents: incidents.map(({ id, code, circle, from, contestedAt }) => ({
			id,
			circle,
			label: incidentWords[code],
			from: inMine(from),
			contested: contestedAt !== null
		})),
		gatherings: records.map(({ id, title, startsAt, ...record }) => ({
			id,
			title,
			when: inMine(startsAt),
			...shownRecord(record, inMine)
		})),
		reports: reports.map(({ madeAt, ...rest }) => ({ ...rest, madeAt: inMine(madeAt) }))
	};
};

export const actions: Actions = {
	unwish: async (event) => {
		const account = signedIn(event);
		await takeWishesBack(account.id);
		redirect(303, here);
	},
	contest: async (event) => {
		const account = signedIn(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await contest(account.id, id);
		redirect(303, here);
	},
	erase: async (event) => {
		const account = signedIn(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await erase(account.id, id);
		redirect(303, here);
	}
};
