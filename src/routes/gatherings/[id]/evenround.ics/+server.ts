// One gathering as a calendar file, for whoever may see it. `?without`: the file that takes the entry away, for whoever has no seat.
import { error } from '@sveltejs/kit';
import { icsOf, withdrawnOf } from '$lib/server/calendar/ics';
import { isId, seatOf } from '$lib/server/access';
import { originOf } from '$lib/server/accounts/entering';
import { gatheringById } from '$lib/server/planning/schedule';
import { calendarFile } from '$lib/server/web/answers';
import { membershipIn } from '$lib/server/web/guards';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { id } = event.params;
	const gathering = isId(id) ? await gatheringById(id) : null;
	if (!gathering) error(404, 'There is nothing here.');
	const seated = (await seatOf(event, id)) !== null;
	await membershipIn(event, gathering.circleId, seated);
	const file = event.url.searchParams.has('without') && !seated ? withdrawnOf : icsOf;
	return calendarFile(file(gathering, { origin: originOf(event), attendee: event.locals.account?.email }));
};
