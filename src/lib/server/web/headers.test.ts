import { afterEach, expect, test } from 'vitest';
import { secure, videoSources, withVideo } from './headers.ts';

const before = process.env.LIVEKIT_URL;
afterEach(() => {
	if (before === undefined) delete process.env.LIVEKIT_URL;
	else process.env.LIVEKIT_URL = before;
});

test('a page may open the video server by socket and by http, as safely as its address says, and nothing else of it', () => {
	expect(videoSources('wss://video.example/rtc?x')).toEqual(['wss://video.example', 'https://video.example']);
	expect(videoSources('ws://127.0.0.1:7880')).toEqual(['ws://127.0.0.1:7880', 'http://127.0.0.1:7880']);
	expect(videoSources(undefined)).toEqual([]);
});

test('only connect-src is widened', () => {
	expect(withVideo("default-src 'self'; connect-src 'self'; img-src 'self'", 'wss://v.example')).toBe(
		"default-src 'self'; connect-src 'self' wss://v.example https://v.example; img-src 'self'"
	);
});

test('every answer carries the headers; pages are kept by no cache, files with a life of their own keep it', () => {
	process.env.LIVEKIT_URL = 'wss://v.example';
	const https = new URL('https://circle.example/');
	const page = secure(
		new Response('', { headers: { 'content-type': 'text/html', 'content-security-policy': "connect-src 'self'" } }),
		https
	);
	expect(Object.fromEntries(page.headers)).toMatchObject({
		'cache-control': 'private, no-store',
		'content-security-policy': "connect-src 'self' wss://v.example https://v.example",
		'referrer-policy': 'no-referrer',
		'strict-transport-security': 'max-age=63072000',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY'
	});
	expect(page.headers.get('permissions-policy')).toContain('camera=(self), microphone=(self)');
	const file = secure(new Response('', { headers: { 'cache-control': 'public, immutable' } }), new URL('http://localhost/x'));
	expect(file.headers.get('cache-control')).toBe('public, immutable');
	expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
	expect(file.headers.has('strict-transport-security')).toBe(false);
});
