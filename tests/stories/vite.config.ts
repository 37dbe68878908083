// A page that draws single screens from fixtures, to look at them. Never part of the product.
import path from 'node:path';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');

export default defineConfig({
	root: import.meta.dirname,
	plugins: [svelte({ configFile: false, preprocess: vitePreprocess() })],
	resolve: {
		alias: {
			$lib: path.join(root, 'src/lib'),
			'$app/forms': path.join(import.meta.dirname, 'app-forms.ts'),
			'$app/state': path.join(import.meta.dirname, 'app-state.ts')
		}
	},
	server: { fs: { allow: [root] } }
});
