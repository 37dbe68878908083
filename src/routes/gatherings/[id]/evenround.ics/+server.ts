// One gathering as a calendar file, for whoever may see it.
import { error } from '@sveltejs/kit';
import { icsOf } from '$lib/server/calendar/ics';
import { isId, seatOf } from '$lib/server/people/access';
import { originOf } from '$lib/server/people/entering';
import { gatheringById } from '$lib/server/people/schedule';
import { calendarFile } from '$lib/server/web/answers';
import { standingIn } from '$lib/server/web/guards';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { id } = event.params;
	const gathering = isId(id) ? await gatheringById(id) : null;
	if (!gathering) error(404, 'There is nothing here.');
	await standingIn(event, gathering.circleId, (await seatOf(event, id)) !== null);
	return calendarFile(icsOf(gathering, { origin: originOf(event) }));
};
