import { expect, test } from 'vitest';
import { filesOf, isOurs } from './offline.ts';

const origin = 'https://circles.example.org';
const asks = (path: string, { method = 'GET', mode = 'cors' as RequestMode, at = origin } = {}) =>
	isOurs({ method, mode, url: at + path }, origin);

test('it may answer for the page about help, its data and built files', () => {
	expect(asks('/help', { mode: 'navigate' })).toBe(true);
	expect(asks('/help/__data.json?x-sveltekit-invalidated=01')).toBe(true);
	expect(asks('/_app/immutable/entry/start.abc.js')).toBe(true);
});

test('it never answers for anything else', () => {
	for (const path of ['/', '/sign-in', '/circles', '/gatherings/1/circle', '/help/more'])
		expect([path, asks(path, { mode: 'navigate' })]).toEqual([path, false]);
	for (const path of [
		'/api/gatherings/1/stream',
		'/api/gatherings/1/commands',
		'/circles/__data.json',
		'/service-worker.js',
		'/_app/version.json'
	])
		expect([path, asks(path)]).toEqual([path, false]);
	expect(asks('/help', { mode: 'navigate', method: 'POST' })).toBe(false);
	expect(asks('/help', { mode: 'navigate', at: 'https://elsewhere.example' })).toBe(false);
});

test('the files of a page are those its HTML names, each once', () => {
	const html = `<link href="./_app/immutable/assets/0.Cx_1-a.css" rel="stylesheet"><link rel="modulepreload" href="./_app/immutable/nodes/0.B.js">
		<script>import("./_app/immutable/nodes/0.B.js")</script><link href="./favicon.svg">`;
	expect(filesOf(html)).toEqual(['/_app/immutable/assets/0.Cx_1-a.css', '/_app/immutable/nodes/0.B.js']);
});
