// The video server of `npm start`: the one that was given, else one of our own, which may come minutes after everything else.
import { livekitHere, type LivekitProgram } from '../livekit/found.mjs';
import type { ComingFile } from './video-coming.ts';
import { findLivekit } from './livekit-binary.ts';
import { launchPlanned, planLivekit, type LivekitServer } from './livekit.ts';
import { reserveTcpPort } from './ports.ts';
import { Plain } from './say.ts';

export interface Video {
	/** What the application is told. */
	env: { LIVEKIT_URL: string; LIVEKIT_INTERNAL_URL: string; LIVEKIT_API_KEY: string; LIVEKIT_API_SECRET: string };
	/** For people: where it is. */
	where: string;
	/** It has to be fetched or built first. */
	comes: boolean;
	/** The port that was wanted, and the one it has. */
	ports?: { wanted: number; got: number };
	/** Resolves with our own when it is launched, with nothing where one was given. Throws Plain when none can be had. */
	launched: Promise<LivekitServer | undefined>;
	/** Launches one more in its place. */
	again(): LivekitServer;
}

/** Begins to get a video server, and does not wait for it. Throws Plain where one is given by half. */
export async function beginVideo(
	dir: string,
	webhookUrl: string,
	preferred: { port: number; udpPort: number },
	coming: ComingFile
): Promise<Video> {
	const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = process.env;
	coming.is(null);
	if (url) {
		if (!key || !secret) throw new Plain('LIVEKIT_URL is set; LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be set with it.');
		const env = {
			LIVEKIT_URL: url,
			LIVEKIT_INTERNAL_URL: process.env.LIVEKIT_INTERNAL_URL || url.replace(/^ws/, 'http'),
			LIVEKIT_API_KEY: key,
			LIVEKIT_API_SECRET: secret
		};
		const none = () => {
			throw new Plain('A video server that was given is not started from here.');
		};
		return { env, where: `${url} (from LIVEKIT_URL)`, comes: false, launched: Promise.resolve(undefined), again: none };
	}
	const held = await reserveTcpPort(preferred.port);
	const plan = await planLivekit({ dir, udpPort: preferred.udpPort }, () => Promise.resolve(held.port));
	const here = livekitHere();
	let program: LivekitProgram | undefined;
	const again = () => launchPlanned(program!, plan, { dir, webhookUrl });
	const launched = (async () => {
		program = here ?? (await findLivekit((way) => coming.is(way)));
		coming.is('starting');
		await held.release();
		return again();
	})();
	launched.catch(() => {});
	return {
		env: {
			LIVEKIT_URL: plan.url,
			LIVEKIT_INTERNAL_URL: plan.internalUrl,
			LIVEKIT_API_KEY: plan.apiKey,
			LIVEKIT_API_SECRET: plan.apiSecret
		},
		where: `LiveKit on 127.0.0.1:${plan.port} (media: UDP ${plan.udpPort})`,
		comes: here === undefined,
		ports: { wanted: preferred.port, got: plan.port },
		launched,
		again
	};
}
