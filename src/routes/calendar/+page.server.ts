// One's own calendar: by month, in one's own zone, with the circle's beside it where that is another.
import { endFeed, feedSince, makeFeed } from '$lib/server/calendar/feeds';
import { ownDates } from '$lib/server/calendar/own';
import { originOf } from '$lib/server/accounts/entering';
import { openAskings } from '$lib/server/circles/requests';
import { inWords, monthOf } from '$lib/server/ground/zones';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id, timeZone } = signedIn(event);
	const [dates, asked, since] = await Promise.all([ownDates(id), openAskings(id), feedSince(id)]);
	const shown = dates.map(({ startsAt, zone, until, ...rest }) => ({
		...rest,
		month: monthOf(startsAt, timeZone),
		when: inWords(startsAt, timeZone),
		there: zone === timeZone ? null : inWords(startsAt, zone),
		until: until && inWords(until, timeZone)
	}));
	const months = [...new Set(shown.map(({ month }) => month))];
	return {
		months: months.map((month) => ({ month, dates: shown.filter((date) => date.month === month) })),
		asked,
		feed: since && inWords(since, timeZone)
	};
};

export const actions: Actions = {
	feed: async (event) => {
		const { id } = signedIn(event);
		return { link: `${originOf(event)}/calendar/${await makeFeed(id)}.ics` };
	},
	noFeed: async (event) => {
		await endFeed(signedIn(event).id);
		return { ended: true };
	}
};
