// The media server's hints. Each is checked for signature, hash, age and repetition, and none is believed: it makes
// us look.

import { isId } from '$lib/server/people/access';
import { lookAgain } from '$lib/server/gatherings/newest';
import { webhook } from '$lib/server/live/livekit';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request }) => {
	const happened = await webhook(await request.text(), request.headers.get('authorization'));
	if ('forged' in happened) return new Response(null, { status: 401 });
	if ('room' in happened && happened.kind !== 'other' && isId(happened.room)) await lookAgain(happened.room);
	return new Response(null, { status: 204 });
};
