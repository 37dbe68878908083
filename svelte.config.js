import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter(),
		// A page under `referrer: no-referrer` posts its plain forms with `Origin: null`, and a mail program that stops a kind of
		// mail (RFC 8058) posts a form with none. Which of those may act is decided for every request, by Sec-Fetch-Site, in
		// src/lib/server/web/origin.ts; the framework's own look at forms would refuse both before that.
		csrf: { trustedOrigins: ['*'] },
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
