import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { mendedPostgres } from './scripts/lib/mend-postgres.ts';

export default defineConfig({
	plugins: [sveltekit(), mendedPostgres()],
	ssr: { noExternal: ['postgres'] }
});
