// Every request comes in here: whether one of our pages sent it, who is signed in, and which headers go back.

import { building } from '$app/environment';
import { json, redirect, type Handle, type HandleServerError, type RequestEvent, type ServerInit } from '@sveltejs/kit';
import { readAhead } from '$lib/server/access';
import { recognise } from '$lib/server/accounts';
import { heardAnswer, saidHere } from '$lib/server/web/here';
import { start } from '$lib/server/lifecycle';
import { isCurrent } from '$lib/server/live/current';
import { unsure } from '$lib/server/web/answers';
import { secure } from '$lib/server/web/headers';
import { inTime } from '$lib/server/web/in-time';
import { logFailure } from '$lib/server/ground/log';
import { consentFor, waitsForConsent } from '$lib/server/web/goto';
import { once } from '$lib/server/forms/once';
import { fromOurPage } from '$lib/server/web/origin';
import { faultyAddress, posted, refuse } from '$lib/server/forms/posted';
import { asMeant } from '$lib/server/web/rewritten';

/** What every open page says every few seconds is answered first of all, by less than anything else. */
const hereRoute = '/api/gatherings/[id]/here';
/** What is pressed in a circle. */
const commandRoute = '/api/gatherings/[id]/commands';
const gatheringRoutes = '/api/gatherings/[id]/';

/** Once per process, before the first request; not while the product is being built. */
export const init: ServerInit = () => (building ? undefined : start());

export const handle: Handle = async ({ event, resolve }) => {
	if (!fromOurPage(event.request, event.route.id, event.url.origin)) {
		return secure(json({ refused: 'other-site' }, { status: 403 }), event.url);
	}
	const meant = event.request.method === 'GET' ? asMeant(event.url) : null;
	if (meant) return secure(new Response(null, { status: 303, headers: { location: meant } }), event.url);
	if (event.route.id === hereRoute && saidHere(event)) return heardAnswer();
	// This node is cut off from what happens: another may know more, and the page comes again.
	if (event.route.id?.startsWith(gatheringRoutes) && !isCurrent()) return secure(unsure(), event.url);
	return inTime(event, answered(event, resolve));
};

async function answered(event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']): Promise<Response> {
	await Promise.all([recognise(event), event.route.id === commandRoute && readAhead(event, event.params.id ?? '')]);
	if (event.locals.asked && waitsForConsent(event.route.id)) redirect(303, consentFor(event.url.pathname));
	return secure(await acted(event, () => resolve(event)), event.url);
}

/** Nothing that cannot be kept gets to a page; a form is done once. */
async function acted(event: RequestEvent, act: () => Response | Promise<Response>): Promise<Response> {
	const form = faultyAddress(event.url) ?? (await posted(event.request));
	if (form === null) return act();
	return form instanceof FormData ? once(event, form, act) : refuse(event.request, form);
}

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: 'There is nothing here.' };
	if (status < 500) return { message };
	const reference = logFailure(event.route.id ?? 'no route', error);
	return { code: reference, message: 'Something went wrong here, and nothing was changed by it.' };
};
