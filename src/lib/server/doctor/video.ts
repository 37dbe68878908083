// Looks at LiveKit from both sides: as the application asks it, and as browsers reach it.

import { videoHealth, token } from '../live/livekit.ts';
import { lookAtSignalling } from './signalling.ts';
import { doctorsRoom, lookAtWebhook } from './webhook.ts';
import { broken, ok, type Finding } from './finding.ts';

type Env = Record<string, string | undefined>;

/** @param ca trusted beside the system's own, in PEM */
export async function lookAtVideo(
	{ LIVEKIT_URL: url, LIVEKIT_INTERNAL_URL: internal, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret, DATABASE_URL: database }: Env,
	ca?: string
): Promise<Finding[]> {
	if (!url || !key || !secret)
		return [
			broken(
				'video server',
				'LIVEKIT_URL, LIVEKIT_API_KEY or LIVEKIT_API_SECRET is not set.',
				'Set all three, or run this while `npm start` runs.'
			)
		];
	const asked = internal ?? url;
	const is = await videoHealth();
	if (is === 'silent')
		return [
			broken(
				'video server',
				`LiveKit does not answer at ${asked}.`,
				'See that it runs, and that LIVEKIT_INTERNAL_URL leads to it from here.'
			)
		];
	if (is === 'wrong-keys')
		return [
			broken(
				'video server',
				`LiveKit at ${asked} does not know these keys.`,
				'Give LiveKit and the application the same LIVEKIT_API_KEY and LIVEKIT_API_SECRET.'
			)
		];
	const room = doctorsRoom();
	const door = await token({ room, identity: room, camera: false });
	const [signalling, webhook] = await Promise.all([
		lookAtSignalling(url, door, ca),
		database ? lookAtWebhook(database) : broken('webhook', 'It was not tried without a database.', 'See to the database first.')
	]);
	return [ok('video server', `LiveKit answers at ${asked} and knows the keys.`), ...signalling, webhook];
}
