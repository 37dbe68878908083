// A private calendar, asked for by a calendar program: its secret is all it has. A wrong one finds nothing.
import { error } from '@sveltejs/kit';
import { readFeed } from '$lib/server/calendar/feeds';
import { originOf } from '$lib/server/accounts/entering';
import { say } from '$lib/server/web/say';
import { calendarFile } from '$lib/server/web/answers';
import { networkFrom } from '$lib/server/rates/network';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const tooMany = await limited('calendarFrom', networkFrom(event));
	if (tooMany) error(429, say(tooMany));
	const calendar = await readFeed(event.params.secret, originOf(event));
	if (calendar === null) error(404, 'There is nothing here.');
	return calendarFile(calendar);
};
