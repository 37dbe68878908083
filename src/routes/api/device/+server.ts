// A browser that may be woken for a message: kept when its person allows it, forgotten when they take it back.

import { deviceOf, forgetDevice, hasDevice, keepDevice } from '$lib/server/push';
import { badRequest, bodyOf, done, no, noSeat, notSaved } from '$lib/server/web/answers';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, request, route }) => {
	try {
		if (!locals.account) return noSeat();
		const device = deviceOf(await bodyOf(request));
		if (!device) return badRequest();
		return (await keepDevice(locals.account.id, device, locals.loginId)) ? done({}) : no('not-permitted');
	} catch (error) {
		return notSaved(route.id, error);
	}
};

/** Whether this account is told on it. */
export const PUT: RequestHandler = async ({ locals, request, route }) => {
	try {
		if (!locals.account) return noSeat();
		const device = deviceOf(await bodyOf(request));
		return device ? done({ kept: await hasDevice(locals.account.id, device.endpoint) }) : badRequest();
	} catch (error) {
		return notSaved(route.id, error);
	}
};

export const DELETE: RequestHandler = async ({ locals, request, route }) => {
	try {
		if (!locals.account) return noSeat();
		const device = deviceOf(await bodyOf(request));
		if (!device) return badRequest();
		await forgetDevice(locals.account.id, device.endpoint);
		return done({});
	} catch (error) {
		return notSaved(route.id, error);
	}
};
