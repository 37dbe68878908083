// What was reported, for those who look after it. Whoever may read none sees an empty list.
import { casesFor } from '$lib/server/oncall/cases';
import { inWords } from '$lib/server/ground/zones';
import { reportsFor } from '$lib/server/safety/looking-after';
import { reportWords } from '$lib/server/safety/report-words';
import { signedIn } from '$lib/server/web/guards';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const [rows, calls] = await Promise.all([reportsFor(account), casesFor(account)]);
	return {
		calls: calls.map(({ at, ...rest }) => ({ ...rest, when: inWords(at, account.timeZone) })),
		reports: rows.map(({ code, madeAt, ...rest }) => ({ ...rest, label: reportWords[code], madeAt: inWords(madeAt, account.timeZone) }))
	};
};
