import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { mendedPostgres } from './scripts/lib/mend-postgres.ts';

// The server is built with what it imports, into a few files: it starts in a quarter of the time that it takes to find
// and read a thousand. What is native code stays where it is. In development only the mended driver is built in.
export default defineConfig(({ command }) => ({
	plugins: [sveltekit(), mendedPostgres()],
	ssr: { noExternal: command === 'build' ? true : ['postgres'], external: ['@livekit/rtc-node'] }
}));
