import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter(),
		// A page under `referrer: no-referrer` posts its plain forms with `Origin: null`. Which of those are ours
		// is decided for every request, by Sec-Fetch-Site, in src/lib/server/web/origin.ts.
		csrf: { trustedOrigins: ['null'] },
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				// Svelte transitions and the ring set inline style attributes.
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'media-src': ['self', 'blob:'],
				// connect-src is completed at run time with the video server's address (src/lib/server/web/headers.ts).
				'connect-src': ['self'],
				'frame-ancestors': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'object-src': ['none']
			}
		}
	}
};
