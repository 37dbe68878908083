// `npm run stories`: draws single screens of the circle from fixtures (tests/stories), on this machine only, anew at each change of
// the code. Ctrl+C ends it. No server of the product runs, and no press reaches one.
import path from 'node:path';
import { createServer } from 'vite';
import { root } from './lib/paths.ts';
import { say } from './lib/say.ts';

const server = await createServer({
	configFile: path.join(root, 'tests/stories/vite.config.ts'),
	logLevel: 'warn',
	server: { host: '127.0.0.1' }
});
await server.listen();
const { stories } = (await server.ssrLoadModule('/views.ts')) as { stories: Record<string, { you: number }> };
const at = server.resolvedUrls!.local[0]!;
say(`Stories: ${Object.keys(stories).join(', ')}`);
say('In the address: n is how many sit there, you is whose screen it is, theme is light or dark.');
say(`${at}?story=held&n=7&you=3`);
