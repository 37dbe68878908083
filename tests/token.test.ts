// What a token for the media server allows, read from the token itself. No server runs.
import { beforeAll, expect, test } from 'vitest';
import { token } from '../src/lib/server/live/livekit.ts';

beforeAll(() => {
	Object.assign(process.env, {
		LIVEKIT_URL: 'ws://127.0.0.1:7880',
		LIVEKIT_API_KEY: 'key',
		LIVEKIT_API_SECRET: 'a secret of thirty-two characters'
	});
});

interface Video {
	canPublish?: boolean;
	canPublishSources?: string[];
}
async function allowed(camera: boolean): Promise<Video> {
	const made = await token({ room: 'circle', identity: 'somebody', camera });
	return (JSON.parse(Buffer.from(made.split('.')[1]!, 'base64url').toString()) as { video: Video }).video;
}

test('[I15] who may send nothing may not publish at all, and names no empty list of sources', async () => {
	const { canPublish, canPublishSources } = await allowed(false);
	expect([canPublish, canPublishSources]).toEqual([false, undefined]);
});

test('[I15] who may send a picture may send that and no voice', async () => {
	expect(await allowed(true)).toMatchObject({ canPublish: true, canPublishSources: ['camera'] });
});
