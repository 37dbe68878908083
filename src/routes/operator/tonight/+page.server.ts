import { whileRunning } from '$lib/server/doctor/index';
import { tonight } from '$lib/server/operator/tonight';
import { inWords } from '$lib/server/people/zones';
import { operator } from '$lib/server/web/guards';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { timeZone } = operator(event);
	const [gatherings, health] = await Promise.all([tonight(), whileRunning(process.env)]);
	return {
		health: health.filter(({ word }) => word !== 'ok'),
		gatherings: gatherings.map(({ startsAt, zone: _, ...rest }) => ({ ...rest, when: inWords(startsAt, timeZone) }))
	};
};
