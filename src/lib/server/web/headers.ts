// The headers that go with every answer. Kit writes the policy for its pages; the video server's address is added here.

import { env } from '../env/index.ts';

const always = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'x-frame-options': 'DENY',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'camera=(self), microphone=(self), screen-wake-lock=(self), ' +
		'display-capture=(), geolocation=(), payment=(), usb=(), browsing-topics=()'
};

/** The addresses a page may open to reach the video server, by socket and by http; empty without one. */
export function videoSources(livekitUrl: string | undefined): string[] {
	if (!livekitUrl) return [];
	const { protocol, host } = new URL(livekitUrl);
	const secure = protocol === 'wss:' || protocol === 'https:';
	return secure ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`];
}

/** Completes a content security policy with the video server's addresses. */
export function withVideo(policy: string, livekitUrl: string | undefined): string {
	const more = videoSources(livekitUrl).join(' ');
	return more ? policy.replace(/connect-src [^;]*/, (directive) => `${directive} ${more}`) : policy;
}

/** Sets the security headers of one answer. Pages and data about people are not kept by any cache. */
export function secure(response: Response, url: URL): Response {
	const { headers } = response;
	for (const [name, value] of Object.entries(always)) headers.set(name, value);
	if (url.protocol === 'https:') headers.set('strict-transport-security', 'max-age=63072000');
	const policy = headers.get('content-security-policy');
	if (policy) headers.set('content-security-policy', withVideo(policy, env.LIVEKIT_URL));
	else headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
	if (!headers.has('cache-control') || headers.get('content-type')?.startsWith('text/html')) {
		headers.set('cache-control', 'private, no-store');
	}
	return response;
}
