// The media server's hints. Each is checked for signature, hash, age and repetition, and none is believed: it makes
// us look.

import { isId } from '$lib/server/access';
import { lookAgain } from '$lib/server/gatherings/newest';
import { heardForDoctor } from '$lib/server/doctor/webhook';
import { webhook } from '$lib/server/live/livekit';
import { gatheringOf } from '$lib/server/live/rooms';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request }) => {
	const happened = await webhook(await request.text(), request.headers.get('authorization'));
	if ('forged' in happened) return new Response(null, { status: 401 });
	const gathering = 'room' in happened && happened.kind !== 'other' ? gatheringOf(happened.room) : '';
	if ('room' in happened) await heardForDoctor(happened.room);
	if (isId(gathering)) await lookAgain(gathering);
	return new Response(null, { status: 204 });
};
