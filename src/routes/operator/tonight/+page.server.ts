import { whileRunning } from '$lib/server/doctor/index';
import { deliveredLately } from '$lib/server/oncall/delivered';
import { surroundings } from '$lib/server/env/index';
import { tonight } from '$lib/server/operator/tonight';
import { mailLeaves } from '$lib/server/ground/smtp';
import { inWords } from '$lib/server/ground/zones';
import { operator } from '$lib/server/web/guards';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { timeZone } = operator(event);
	const [gatherings, health, delivered] = await Promise.all([tonight(), whileRunning(surroundings()), deliveredLately()]);
	return {
		/** Alerts of the last day, by carrier; whether mails leave this machine. */
		delivered: delivered.map(({ last, ...rest }) => ({ ...rest, last: last && { why: last.why, when: inWords(last.at, timeZone) } })),
		mails: mailLeaves(),
		health: health.filter(({ word }) => word !== 'ok'),
		gatherings: gatherings.map(({ startsAt, zone: _, ...rest }) => ({ ...rest, when: inWords(startsAt, timeZone) }))
	};
};
