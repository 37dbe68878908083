// A video server of one test file's own, to be killed and brought back, and an application that uses it.
import { startLivekit, type LivekitServer } from '../../scripts/lib/livekit.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { test as base } from './e2e.ts';
import { removeDataDir, temporaryDir } from './private-servers.ts';
import { freshDatabase, startApp } from './servers.ts';

export interface Video {
	/** Ends at once, as by a power cut. */
	killed(): Promise<void>;
	/** Comes back at the same address with the same keys, and remembers nothing. */
	back(): Promise<void>;
}

export const test = base.extend<{ whole: void }, { videoServer: Video & { server: LivekitServer; down: boolean } }>({
	/** The next test finds a video server, whatever this one did to it. */
	whole: [
		async ({ videoServer }, use) => {
			await use();
			if (videoServer.down) await videoServer.back();
		},
		{ auto: true }
	],
	videoServer: [
		async ({}, use) => {
			const dir = temporaryDir();
			let server = await startLivekit({ dir });
			let down = false;
			const { port, udpPort } = server;
			await use({
				server,
				get down() {
					return down;
				},
				async killed() {
					down = true;
					server.child.kill('SIGKILL');
					await server.child.exited;
				},
				async back() {
					server = await startLivekit({ dir, port, udpPort });
					down = false;
				}
			});
			await server.stop();
			removeDataDir(dir);
		},
		{ scope: 'worker' }
	],
	app: [
		async ({ videoServer }, use) => {
			const { url, internalUrl, apiKey, apiSecret } = videoServer.server;
			const env = { LIVEKIT_URL: url, LIVEKIT_INTERNAL_URL: internalUrl, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret };
			const databaseUrl = await freshDatabase();
			const app = await startApp({ databaseUrl, env });
			process.env.DATABASE_URL = databaseUrl;
			await use(app);
			await closeDb();
			await app.stop();
		},
		{ scope: 'worker', timeout: 180_000 }
	]
});
