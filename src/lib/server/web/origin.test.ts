import { describe, expect, test } from 'vitest';
import { fromOurPage } from './origin.ts';

const own = 'https://circle.example';
const asked = (method: string, route: string, headers: Record<string, string>) =>
	fromOurPage(new Request(own, { method, headers }), route, own);

describe('what changes something comes from a page of ours', () => {
	test('by the header that a page cannot set', () => {
		expect(asked('POST', '/account', { 'sec-fetch-site': 'same-origin' })).toBe(true);
		for (const site of ['cross-site', 'same-site', 'none'])
			expect(asked('POST', '/account', { 'sec-fetch-site': site, origin: own })).toBe(false);
	});

	test('else by the origin; with neither it is refused', () => {
		expect(asked('POST', '/account', { origin: own })).toBe(true);
		expect(asked('POST', '/account', { origin: 'https://evil.example' })).toBe(false);
		expect(asked('POST', '/account', { origin: 'null' })).toBe(false);
		expect(asked('DELETE', '/account', {})).toBe(false);
	});

	test('a plain form under no-referrer says "null", and is still known by the other header', () => {
		expect(asked('POST', '/sign-in', { origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true);
		expect(asked('POST', '/sign-in', { origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(false);
	});
});

test('what no route answers acts for nobody', () => {
	expect(fromOurPage(new Request(own, { method: 'POST' }), null, own)).toBe(false);
});

test('pages may be read from anywhere, the live stream may not', () => {
	const stream = '/api/gatherings/[id]/stream';
	expect(asked('GET', '/circles', { 'sec-fetch-site': 'cross-site' })).toBe(true);
	expect(asked('GET', stream, { 'sec-fetch-site': 'same-origin' })).toBe(true);
	expect(asked('GET', stream, {})).toBe(true);
	expect(asked('GET', stream, { 'sec-fetch-site': 'cross-site' })).toBe(false);
	expect(asked('GET', stream, { origin: 'https://evil.example' })).toBe(false);
});

test('the video server signs its calls and sends no origin', () => {
	expect(asked('POST', '/api/livekit/webhook', {})).toBe(true);
	expect(asked('POST', '/api/livekit/webhook/other', {})).toBe(false);
});

test('a mail program posts to an address that proves itself, and to no other', () => {
	expect(asked('POST', '/api/unsubscribe/[token]', {})).toBe(true);
	expect(asked('POST', '/unsubscribe/[token]', {})).toBe(false);
	expect(asked('POST', '/api/unsubscribe', {})).toBe(false);
});
