import { fail, redirect } from '@sveltejs/kit';
import { practiceIds, practices } from '$lib/gathering/formats/practices';
import { guestCookie, readCookie, writeCookie } from '$lib/server/ground/cookies';
import { name, oneOf } from '$lib/server/forms/forms';
import { videoComing } from '$lib/server/live/video-coming';
import { networkFrom } from '$lib/server/rates/network';
import { limited } from '$lib/server/rates/rates';
import { say } from '$lib/server/web/say';
import { rehearsalLimits } from '$lib/server/simulated/limits';
import { openRehearsal, type RehearsalRefusal } from '$lib/server/simulated/rehearsal';
import type { Actions, PageServerLoad } from './$types';

const sentences: Record<RehearsalRefusal, string> = {
	'rehearsals-full': 'Other people are rehearsing just now, as many as this server can hold at once. Please try again in a few minutes.',
	'no-video': 'The video server does not answer just now, so a rehearsal cannot begin. Nothing was started; please try again in a minute.',
	'no-people': 'This server cannot play simulated people: there is no media library for its kind of machine. Everything else works.'
};

export const load: PageServerLoad = ({ locals, url }) => ({
	name: locals.account?.name ?? '',
	/** A link may lead straight to the crises. */
	crisis: url.searchParams.has('crisis'),
	practices: practices.map(({ id, title, before }) => ({ id, title, before }))
});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const as = oneOf(form, 'as', ['participant', 'facilitator', 'crisis'] as const) ?? 'participant';
		const practice = oneOf(form, 'practice', practiceIds) ?? 'call';
		const shown = name(form);
		if (!shown) return fail(400, { as, practice, nameError: say('name-odd') });
		const wait = await limited('rehearseFrom', networkFrom(event));
		if (wait) return fail(429, { as, practice, name: shown, error: say(wait) });
		const opened = await openRehearsal(as === 'crisis' ? practice : as, shown, (circle) => readCookie(event, guestCookie(circle)));
		if ('refused' in opened) {
			const coming = opened.refused === 'no-video' ? videoComing() : null;
			if (coming) return fail(503, { as, practice, name: shown, waits: coming });
			return fail(503, { as, practice, name: shown, error: sentences[opened.refused] });
		}
		writeCookie(event, guestCookie(opened.circle), opened.secret, rehearsalLimits.keptMs / 1000);
		redirect(303, `/gatherings/${opened.gathering}/join`);
	}
};
